package dev.matrix.inference;

/** Asks a model. One call is one attempt: retrying is the caller's. Thread-safe. */
public interface ModelClient {

    /**
     * Sends the request and waits for the end of the reply. Never throws for what a server or network does: that is a {@link ChatResult.Failed}.
     * When the calling thread is interrupted the connection is closed at once and the result is a failure of kind {@code CANCELLED}.
     */
    ChatResult chat(ChatRequest request);
}
