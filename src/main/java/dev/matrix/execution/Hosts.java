package dev.matrix.execution;

import dev.matrix.domain.Model;
import dev.matrix.inference.ServerInfo;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The servers of a run, and what decides which model is asked where. A model with all its combinations is asked on one of them only: what separates a
 * personality from its baseline must not be the machine.
 *
 * @param all at least one
 * @param seconds guessed for each model by name; only their proportion matters
 * @param homes by model name, the address of the server that answered a part of it in an earlier invocation
 */
public record Hosts(List<Host> all, Map<String, Double> seconds, Map<String, String> homes) {

    public Hosts {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("a run asks at least one host");
        }
        all = List.copyOf(all);
        seconds = Map.copyOf(seconds);
        homes = Map.copyOf(homes);
    }

    /** A run on one server, which has all models. */
    public static Hosts one(ExecutionPorts ports, ServerInfo server) {
        return new Hosts(
                List.of(new Host(server.address(), ports, server, Set.of(), OptionalDouble.empty())),
                Map.of(),
                Map.of());
    }

    /** True when there is nothing to choose. */
    boolean alone() {
        return all.size() == 1;
    }

    boolean has(int host, Model model) {
        return alone() || all.get(host).models().contains(model.name());
    }

    double seconds(Model model) {
        return seconds.getOrDefault(model.name(), 0.0);
    }

    /** The host that answered a part of the model earlier; empty when none of them did. */
    OptionalInt home(Model model) {
        String address = homes.get(model.name());
        return IntStream.range(0, all.size())
                .filter(host -> all.get(host).address().equals(address))
                .findFirst();
    }
}
