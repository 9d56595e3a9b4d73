package dev.matrix.app;

import dev.matrix.domain.Model;
import dev.matrix.plan.ModelPlan;
import dev.matrix.plan.RunPlan;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long several servers take for a plan, before any is measured: as if they were equally fast. */
final class HostTimes {

    private final RunServers servers;
    private final Map<String, Double> seconds;

    /** @param seconds guessed by model name for one server */
    HostTimes(RunServers servers, Map<String, Double> seconds) {
        this.servers = servers;
        this.seconds = new HashMap<>(seconds);
    }

    /** The part of one server's time that all together take: models are dealt out whole, the longest first, each to the first that is free. */
    double share(RunPlan plan) {
        double all = plan.models().stream().mapToDouble(this::seconds).sum();
        if (!servers.several() || all <= 0) {
            return 1;
        }
        double[] busy = new double[servers.entries().size()];
        List<ModelPlan> longestFirst = plan.models().stream()
                .sorted(Comparator.comparingDouble(this::seconds).reversed())
                .toList();
        double end = 0;
        for (ModelPlan model : longestFirst) {
            int host = firstFree(model.model(), busy);
            busy[host] += seconds(model);
            end = Math.max(end, busy[host]);
        }
        return end / all;
    }

    private double seconds(ModelPlan model) {
        return seconds.getOrDefault(model.model().name(), 0.0);
    }

    private int firstFree(Model model, double[] busy) {
        int first = -1;
        for (int host = 0; host < busy.length; host++) {
            if (servers.entries().get(host).has(model) && (first < 0 || busy[host] < busy[first])) {
                first = host;
            }
        }
        return Math.max(first, 0);
    }
}
