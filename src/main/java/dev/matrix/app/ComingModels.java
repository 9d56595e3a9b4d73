package dev.matrix.app;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the models of a run that are still to come will take, as all of its servers see it. Thread-safe. */
final class ComingModels {

    private final Map<String, Double> seconds;
    private final int servers;
    private final Set<String> begun = new HashSet<>();

    /**
     * None is begun.
     *
     * @param seconds guessed by model name; only their proportion matters
     * @param servers that ask at the same time
     */
    ComingModels(Map<String, Double> seconds, int servers) {
        this.seconds = Map.copyOf(seconds);
        this.servers = servers;
    }

    /** A model begins, for the first time or anew: its share of the time that is left, at most 1. */
    synchronized double begins(String model) {
        begun.remove(model);
        double all = seconds.entrySet().stream()
                .filter(each -> !begun.contains(each.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        begun.add(model);
        return all <= 0 ? 0 : Math.min(1, servers * seconds.getOrDefault(model, 0.0) / all);
    }
}
