package dev.matrix.app;

import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.SizeRange;
import dev.matrix.inference.ServerInfo;
import dev.matrix.store.HostsRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The servers of a run as they answered when it was prepared.
 *
 * @param entries in the order given, at least one
 */
record RunServers(List<Entry> entries) {

    RunServers {
        entries = List.copyOf(entries);
    }

    /** What one server is and has. */
    record Entry(ServerInfo info, List<InstalledModel> installed) {

        Entry {
            installed = List.copyOf(installed);
        }

        /** The model of that name. */
        private Optional<Model> named(String name) {
            return installed.stream()
                    .filter(each -> names(each).anyMatch(name::equals))
                    .map(InstalledModel::model)
                    .findFirst();
        }

        /** True when it has exactly this model under this name. */
        boolean has(Model model) {
            return named(model.name())
                    .filter(found -> found.digest().equals(model.digest()))
                    .isPresent();
        }
    }

    /**
     * Asks each server what it is and has.
     *
     * @param skipSilent one that cannot be used is left out with a warning while there are others
     * @throws MatrixException of kind SERVER for one that cannot be used, of kind USAGE for servers that do not belong into one run
     */
    static RunServers look(
            List<ServerConnection> connections, SizeRange range, boolean skipSilent, Consumer<String> warning) {
        requireDistinct(connections);
        List<Entry> entries = new ArrayList<>();
        Optional<MatrixException> last = Optional.empty();
        for (ServerConnection connection : connections) {
            try {
                entries.add(new Entry(
                        connection.server().info(), connection.server().installed(range)));
            } catch (MatrixException e) {
                if (connections.size() == 1) {
                    throw e;
                }
                if (!skipSilent) {
                    throw new MatrixException(
                            e.kind(),
                            e.getMessage() + " Leave this host out, or go on without it with --skip-missing.",
                            e);
                }
                warning.accept("host " + connection.address() + " is left out: " + e.getMessage());
                last = Optional.of(e);
            }
        }
        if (entries.isEmpty()) {
            throw last.orElseThrow();
        }
        RunServers servers = new RunServers(entries);
        servers.requireOneKind();
        return servers;
    }

    private static void requireDistinct(List<ServerConnection> connections) {
        Set<String> seen = new HashSet<>();
        for (ServerConnection connection : connections) {
            if (!seen.add(connection.address())) {
                throw MatrixException.usage("--host names " + connection.address()
                        + " twice: its models would be loaded against each other. Name each server once.");
            }
        }
    }

    private void requireOneKind() {
        Entry first = entries.get(0);
        for (Entry each : entries) {
            if (each.info().simulated() != first.info().simulated()) {
                Entry simulator = each.info().simulated() ? each : first;
                throw MatrixException.usage("--host " + simulator.info().address()
                        + " is a simulator and another host is none: one run cannot have both. Leave one out.");
            }
        }
    }

    /** True when the run has several servers. */
    boolean several() {
        return entries.size() > 1;
    }

    /** The server, or what can be said of all of them together. */
    ServerInfo info() {
        ServerInfo first = entries.get(0).info();
        return !several()
                ? first
                : new ServerInfo(
                        joined(entries.stream().map(each -> each.info().address()), ","),
                        joined(entries.stream().map(each -> each.info().version()), ", "),
                        first.logprobs(),
                        first.noSilentCuts(),
                        first.promptCounts(),
                        first.simulated());
    }

    private static String joined(Stream<String> texts, String separator) {
        return texts.distinct().collect(Collectors.joining(separator));
    }

    List<String> addresses() {
        return entries.stream().map(each -> each.info().address()).toList();
    }

    /** The models of all servers; one that several have is one entry, as the first of them tells it, with all its names. */
    List<InstalledModel> installed() {
        List<InstalledModel> all = new ArrayList<>();
        for (Entry entry : entries) {
            for (InstalledModel each : entry.installed()) {
                int same = indexOf(all, each);
                if (same < 0) {
                    all.add(each);
                } else {
                    all.set(same, merged(all.get(same), each));
                }
            }
        }
        return all;
    }

    /** Of a name with two digests the first counts; {@link #requireSame} refuses it where it is used. */
    private static int indexOf(List<InstalledModel> all, InstalledModel model) {
        for (int i = 0; i < all.size(); i++) {
            Model other = all.get(i).model();
            boolean sameDigest = !other.digest().isEmpty()
                    && other.digest().equals(model.model().digest());
            if (sameDigest || other.name().equals(model.model().name())) {
                return i;
            }
        }
        return -1;
    }

    private static InstalledModel merged(InstalledModel first, InstalledModel other) {
        if (!first.model().digest().equals(other.model().digest())) {
            return first;
        }
        List<String> aliases = Stream.concat(first.aliases().stream(), names(other))
                .distinct()
                .filter(name -> !name.equals(first.model().name()))
                .toList();
        return new InstalledModel(
                first.model(), first.inRange(), first.usable(), first.reason(), aliases, first.warnings());
    }

    private static Stream<String> names(InstalledModel installed) {
        return Stream.concat(Stream.of(installed.model().name()), installed.aliases().stream());
    }

    /**
     * Refuses models that are another one on another server.
     *
     * @throws MatrixException of kind USAGE that names hosts, digests and the fix
     */
    void requireSame(List<Model> chosen) {
        for (Model model : chosen) {
            for (Entry entry : entries) {
                entry.named(model.name())
                        .filter(found -> !found.digest().equals(model.digest()))
                        .ifPresent(found -> refuse(model, found, entry));
            }
        }
    }

    private void refuse(Model model, Model other, Entry at) {
        String home = entries.stream()
                .filter(each -> each.has(model))
                .map(each -> each.info().address())
                .findFirst()
                .orElse("another host");
        throw MatrixException.usage("Model '" + model.name() + "' is not the same on all hosts: " + described(model)
                + " on " + home + ", " + described(other) + " on " + at.info().address()
                + ": its scores would depend on the host. Run 'ollama pull " + model.name()
                + "' on each, or leave one of the hosts out.");
    }

    private static String described(Model model) {
        String digest = model.digest().isEmpty() ? "no digest" : "digest " + model.digest();
        return model.quantization().isEmpty() ? digest : digest + " (" + model.quantization() + ")";
    }

    /** What a person should know of servers that differ. */
    List<String> warnings() {
        long versions =
                entries.stream().map(each -> each.info().version()).distinct().count();
        return versions < 2
                ? List.of()
                : List.of("the hosts run different versions of the server ("
                        + entries.stream()
                                .map(each -> each.info().address() + ": "
                                        + each.info().version())
                                .collect(Collectors.joining(", "))
                        + "): personalities are compared within one host, but a difference between models may come"
                        + " from the version; update the older ones");
    }

    /** What the manifest says of them; empty of one server. */
    Optional<HostsRecord> record() {
        return several()
                ? Optional.of(new HostsRecord(
                        null,
                        entries.stream()
                                .map(each -> new HostsRecord.HostRecord(
                                        each.info().address(), each.info().version(), null, ""))
                                .toList(),
                        List.of()))
                : Optional.empty();
    }
}
