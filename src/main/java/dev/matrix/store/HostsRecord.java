package dev.matrix.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a run that was asked on several, and which of them each model belongs to. A line of the journal counts only if it comes from its model's
 * server.
 *
 * @param unmarked the server of lines that name none, written while the run had one server; null when there are none
 * @param servers that the run was asked on, each once
 * @param placements one a model that was begun
 */
public record HostsRecord(@Nullable String unmarked, List<HostRecord> servers, List<Placement> placements) {

    public HostsRecord {
        servers = List.copyOf(Objects.requireNonNullElse(servers, List.of()));
        placements = List.copyOf(Objects.requireNonNullElse(placements, List.of()));
    }

    /**
     * One server.
     *
     * @param version what it said last
     * @param speed replies a second in the measurement, comparable between the hosts of this run; null when it was not measured
     * @param evidence how it was measured; empty when it was not
     */
    public record HostRecord(
            String address, String version, @Nullable Double speed, String evidence) {}

    /**
     * A model's server.
     *
     * @param evidence why there
     * @param before the server whose answers no longer count, since the model was asked anew here; null when there was none
     */
    public record Placement(
            String model,
            String host,
            Instant at,
            String evidence,
            @Nullable String before) {}

    /** The placement of a model; empty until it is begun. */
    public Optional<Placement> placement(String model) {
        return placements.stream().filter(each -> each.model().equals(model)).findFirst();
    }

    /** A server by its address. */
    public Optional<HostRecord> server(String address) {
        return servers.stream().filter(each -> each.address().equals(address)).findFirst();
    }

    /** The models that belong to a server. */
    public List<String> models(String address) {
        return placements.stream()
                .filter(each -> each.host().equals(address))
                .map(Placement::model)
                .sorted()
                .toList();
    }

    /** True when a line counts that comes from this server, or names none. */
    public boolean counts(String model, @Nullable String host) {
        String from = host == null ? unmarked : host;
        return placement(model).map(each -> each.host().equals(from)).orElse(false);
    }

    /** With a server; what is known of its speed stays while its version is the same. */
    public HostsRecord with(HostRecord server) {
        Optional<HostRecord> old = server(server.address());
        boolean keeps =
                server.speed() == null && old.isPresent() && old.get().version().equals(server.version());
        List<HostRecord> next = new ArrayList<>(servers);
        next.replaceAll(each -> each.address().equals(server.address()) && !keeps ? server : each);
        if (old.isEmpty()) {
            next.add(server);
        }
        return new HostsRecord(unmarked, next, placements);
    }

    /** With a placement; one of the same model is replaced. */
    public HostsRecord with(Placement placement) {
        List<Placement> next = new ArrayList<>(placements);
        next.removeIf(each -> each.model().equals(placement.model()));
        next.add(placement);
        return new HostsRecord(unmarked, servers, next);
    }

    /** Without the placement of these models: nothing that is there of them counts. */
    public HostsRecord without(Set<String> models) {
        return new HostsRecord(
                unmarked,
                servers,
                placements.stream()
                        .filter(each -> !models.contains(each.model()))
                        .toList());
    }
}
