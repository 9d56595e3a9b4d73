package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.plan.ModelPlan;
import dev.matrix.plan.RunPlan;
import dev.matrix.store.HostsRecord;
import dev.matrix.store.HostsRecord.Placement;
import dev.matrix.store.Manifest;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the models of a resumed run belong. A model stays with the server that answered it; is that one not among the servers now, and something of the
 * model is left to ask, then all of it is asked anew elsewhere. A run that only ever had one server at a time is not touched: its server may have moved.
 */
final class ResumedHosts {

    private static final String BEFORE = "asked there while the run had one server";
    private static final String ONLY = "the only server of this invocation";

    private final Manifest manifest;
    private final RunServers servers;

    ResumedHosts(Manifest manifest, RunServers servers) {
        this.manifest = manifest;
        this.servers = servers;
    }

    /**
     * The run's servers and placements with those of this invocation; empty of a run that has one server.
     *
     * @throws MatrixException of kind USAGE with several servers for a merged run, whose lines do not tell where they were asked
     */
    Optional<HostsRecord> record() {
        HostsRecord known = manifest.hosts();
        if (known == null && !servers.several()) {
            return Optional.empty();
        }
        if (known == null && !manifest.mergedFrom().isEmpty()) {
            throw MatrixException.usage(
                    "Run " + manifest.runId() + " was merged from shards, each asked on a server of its"
                            + " own, so it cannot go on with several: none of them is the host of what is there. Name one with"
                            + " --host.");
        }
        HostsRecord next = known == null ? whileItHadOne() : known;
        for (RunServers.Entry entry : servers.entries()) {
            next = next.with(new HostsRecord.HostRecord(
                    entry.info().address(), entry.info().version(), null, ""));
        }
        return Optional.of(next);
    }

    private HostsRecord whileItHadOne() {
        Manifest.ServerRecord one = manifest.server();
        Instant at = manifest.updatedAt();
        return new HostsRecord(
                one.address(),
                List.of(new HostsRecord.HostRecord(one.address(), one.version(), null, "")),
                manifest.models().stream()
                        .map(model -> new Placement(model.name(), one.address(), at, BEFORE, null))
                        .toList());
    }

    /** Models that belong nowhere any more, since nothing that is there of them can be gone on with. */
    Set<String> anew(HostsRecord hosts, RunPlan plan, RunPlan rest) {
        Set<String> anew = new HashSet<>();
        for (ModelPlan left : rest.models()) {
            Model model = left.model();
            Optional<Placement> placement = hosts.placement(model.name());
            boolean there = placement.isPresent()
                    && servers.entries().stream()
                            .anyMatch(each ->
                                    each.info().address().equals(placement.get().host()) && each.has(model));
            if (placement.isPresent() && (!there || left.trials() >= trials(plan, model))) {
                anew.add(model.name());
            }
        }
        return anew;
    }

    private static int trials(RunPlan plan, Model model) {
        return plan.models().stream()
                .filter(each -> each.model().name().equals(model.name()))
                .mapToInt(ModelPlan::trials)
                .sum();
    }

    /** With a place for each model that is asked now, where there is no choice. */
    HostsRecord placed(HostsRecord hosts, RunPlan rest, Instant now) {
        if (servers.several()) {
            return hosts;
        }
        HostsRecord next = hosts;
        for (ModelPlan model : rest.models()) {
            String name = model.model().name();
            if (next.placement(name).isEmpty()) {
                next = next.with(new Placement(name, servers.addresses().get(0), now, ONLY, null));
            }
        }
        return next;
    }

    /** What is told where answers of a server that is not there are left behind; empty where there are none. */
    Optional<String> notice(HostsRecord before, Set<String> anew, Set<String> answered) {
        String models = anew.stream().filter(answered::contains).sorted().collect(Collectors.joining(", "));
        String places = anew.stream()
                .filter(answered::contains)
                .flatMap(model -> before.placement(model).stream())
                .map(Placement::host)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return models.isEmpty()
                ? Optional.empty()
                : Optional.of("the answers of " + models + " came from " + places
                        + ", which is not among the hosts now: since a model is asked on one host only, all of it is"
                        + " asked anew; name that host with --host to keep them");
    }
}
