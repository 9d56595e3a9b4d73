package dev.matrix.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Connections to the servers of a run, and the simulator behind the only one when this is the demo.
 *
 * @param connections in the order given
 */
record OpenServers(List<ServerConnection> connections, Optional<EmbeddedSimulator.Running> simulator)
        implements AutoCloseable {

    OpenServers {
        connections = List.copyOf(connections);
    }

    static OpenServers connect(
            ServerConnector connector,
            RunRequest.ServerRequest request,
            Optional<EmbeddedSimulator.Running> simulator) {
        List<String> hosts =
                simulator.map(running -> List.of(running.address())).orElse(request.hosts());
        List<ServerConnection> connections = new ArrayList<>();
        for (String host : hosts) {
            connections.add(connector.connect(
                    host, request.timeouts(), request.concurrency().most()));
        }
        return new OpenServers(connections, simulator);
    }

    /** As a person may give them to {@code --host}. */
    String addresses() {
        return connections.stream().map(ServerConnection::address).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        connections.forEach(ServerConnection::close);
        simulator.ifPresent(EmbeddedSimulator.Running::close);
    }
}
