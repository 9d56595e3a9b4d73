package dev.matrix.execution;

import dev.matrix.inference.ServerInfo;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One of the servers that a run asks.
 *
 * @param address as shown to people
 * @param ports what it is connected to; the sink and the listener may be those of other hosts as well
 * @param server what it said of itself when the plan was made
 * @param models names of the planned models that it has
 * @param speed trials a second as an earlier invocation measured them in the same way as the other hosts'; empty to be measured
 */
public record Host(String address, ExecutionPorts ports, ServerInfo server, Set<String> models, OptionalDouble speed) {

    public Host {
        models = Set.copyOf(models);
    }
}
