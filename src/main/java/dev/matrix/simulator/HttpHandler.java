package dev.matrix.simulator;

import java.io.IOException;

/** Answers requests; called from one thread for each connection. */
@FunctionalInterface
interface HttpHandler {

    /**
     * Answers a request completely.
     *
     * @throws IOException when the client is gone; the connection is closed
     * @throws InterruptedException when the server stops
     */
    void handle(HttpRequest request, HttpReply reply) throws IOException, InterruptedException;
}
