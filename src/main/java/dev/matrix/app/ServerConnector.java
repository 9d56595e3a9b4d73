package dev.matrix.app;

/** Opens connections to servers; no byte is sent before the connection is used. */
@FunctionalInterface
public interface ServerConnector {

    /**
     * @param host as the user gave it
     * @param timeouts deadlines of calls
     * @param concurrency requests that may be in flight
     */
    ServerConnection connect(String host, Timeouts timeouts, int concurrency);
}
