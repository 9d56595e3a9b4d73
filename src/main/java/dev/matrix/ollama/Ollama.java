package dev.matrix.ollama;

import dev.matrix.inference.ModelClient;
import dev.matrix.inference.ModelServer;
import java.time.Clock;

/**
 * An open connection to one Ollama server: a client that asks its models and a view of what it has and holds in memory, over one pool of connections.
 * Nothing is sent before the first question. Thread-safe.
 */
public final class Ollama implements AutoCloseable {

    private final Transport transport;
    private final ModelClient client;
    private final ModelServer server;

    private Ollama(Transport transport, ModelClient client, ModelServer server) {
        this.transport = transport;
        this.client = client;
        this.server = server;
    }

    /**
     * Makes the parts; no connection is opened yet.
     *
     * @param clock reads the dates in Retry-After headers
     * @throws dev.matrix.domain.MatrixException of kind USAGE for an extra header that HTTP does not allow
     */
    public static Ollama connect(OllamaHost host, OllamaSettings settings, Clock clock) {
        Transport transport = new Transport(host, settings, System::nanoTime);
        Json json = new Json();
        Questions questions = new Questions(transport, json, settings.query());
        return new Ollama(
                transport,
                new OllamaClient(transport, settings, json, clock),
                new OllamaServer(questions, host, settings, System::nanoTime, Sleeper.system(), clock));
    }

    public ModelClient client() {
        return client;
    }

    public ModelServer server() {
        return server;
    }

    /** The address in use, with {@link OllamaHost#display()} and {@link OllamaHost#warnings()}. */
    public OllamaHost host() {
        return transport.host();
    }

    /**
     * Closes the connections of all open calls at once, from any thread: open chats end as failures of kind {@code CANCELLED}, other questions with an
     * exception. Calls that begin later are not affected.
     */
    public void cancelAll() {
        transport.cancelAll();
    }

    /** Ends all open calls like {@link #cancelAll()} and frees sockets and threads; every later call is cancelled at once. */
    @Override
    public void close() {
        transport.close();
    }
}
