package dev.matrix.app;

import dev.matrix.inference.ModelClient;
import dev.matrix.inference.ModelServer;
import java.util.List;

/** An open connection to a server; closing it frees its sockets and threads. */
public interface ServerConnection extends AutoCloseable {

    ModelServer server();

    ModelClient client();

    /** The address as shown to people, without credentials. */
    String address();

    /** What was odd about the address that was given. */
    List<String> warnings();

    /** Ends every call that is open, at once. */
    void abortInFlight();

    @Override
    void close();
}
