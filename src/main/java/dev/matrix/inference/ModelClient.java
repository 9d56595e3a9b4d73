package dev.matrix.inference;

/** Asks a model. One call is one attempt: retrying is the caller's. Thread-safe. */
public interface ModelClient {

    /**
     * Sends the request and waits for the end of the reply. Never throws for what a server or network does: that is a {@link ChatResult.Failed}.
     * When the calling thread is interrupted the connection is closed at once and the result is a failure of kind {@code CANCELLED}.
     */
    ChatResult chat(ChatRequest request);

    /**
     * What a request is to a model, to the letter: all that would be sent, without what says how large a context the server shall hold and how long. Two
     * requests to one version of a server and one model are the same question when these texts are equal. A client that adds nothing of its own need not say
     * more than the request does.
     */
    default String identity(ChatRequest request) {
        return request.toString();
    }
}
