package dev.matrix.app;

import dev.matrix.domain.Model;
import dev.matrix.domain.Trial;
import dev.matrix.execution.ExecutionPorts;
import dev.matrix.execution.Host;
import dev.matrix.execution.Hosts;
import dev.matrix.execution.TrialSink;
import dev.matrix.plan.RunPlan;
import dev.matrix.store.HostsRecord;
import dev.matrix.store.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says a run's servers in the words of execution. */
final class RunHosts {

    private final PreparedRun prepared;
    private final @Nullable HostsRecord record;
    private final RunPlan rest;

    /** @param rest what is left to ask */
    RunHosts(PreparedRun prepared, Manifest manifest, RunPlan rest) {
        this.prepared = prepared;
        this.record = manifest.hosts();
        this.rest = rest;
    }

    /** @param ports what each is connected to, by its number */
    Hosts hosts(IntFunction<ExecutionPorts> ports) {
        List<RunServers.Entry> entries = prepared.servers().entries();
        if (!prepared.servers().several()) {
            return Hosts.one(ports.apply(0), entries.get(0).info());
        }
        boolean measured = entries.stream().noneMatch(each -> speed(each).isEmpty());
        List<Host> hosts = new ArrayList<>();
        for (RunServers.Entry entry : entries) {
            hosts.add(new Host(
                    entry.info().address(),
                    ports.apply(hosts.size()),
                    entry.info(),
                    prepared.models().stream()
                            .filter(entry::has)
                            .map(Model::name)
                            .collect(Collectors.toSet()),
                    measured ? speed(entry) : OptionalDouble.empty()));
        }
        return new Hosts(
                hosts, new BudgetShares(prepared.request(), prepared.conversations()).estimates(rest), homes());
    }

    private OptionalDouble speed(RunServers.Entry entry) {
        Double speed = record == null
                ? null
                : record.server(entry.info().address())
                        .map(HostsRecord.HostRecord::speed)
                        .orElse(null);
        return speed == null ? OptionalDouble.empty() : OptionalDouble.of(speed);
    }

    private Map<String, String> homes() {
        Map<String, String> homes = new HashMap<>();
        if (record != null) {
            record.placements().forEach(each -> homes.put(each.model(), each.host()));
        }
        return homes;
    }

    /** Keeps trials with the name of the server that answered them, where a run has had several. */
    TrialSink marked(int server, TrialSink sink) {
        if (record == null) {
            return sink;
        }
        String address = prepared.servers().addresses().get(server);
        return new TrialSink() {
            @Override
            public void keep(Trial trial) {
                sink.keep(trial.answeredBy(address));
            }

            @Override
            public void kept(Trial trial) {
                sink.kept(trial.answeredBy(address));
            }
        };
    }
}
