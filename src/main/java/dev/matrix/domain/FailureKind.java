package dev.matrix.domain;

/** Why a call brought no reply that can be scored. */
public enum FailureKind {
    /** Refused, reset or broken connection. */
    CONNECTION(true),
    /** No first byte in time. */
    FIRST_BYTE_TIMEOUT(true),
    /** The stream fell silent. */
    IDLE_TIMEOUT(true),
    /** The call took longer than its whole budget. */
    TOTAL_TIMEOUT(false),
    /** 408. */
    REQUEST_TIMEOUT(true),
    /** 429. */
    RATE_LIMITED(true),
    /** 502 or 503: the server or its queue is busy. */
    BUSY(true),
    /** The model's process died; 500 by its message or an error line in the stream. */
    CRASHED(true),
    /** The model does not fit into memory. */
    OUT_OF_MEMORY(false),
    /** 404: the model is gone. */
    MODEL_NOT_FOUND(false),
    /** The prompt is longer than the context and the server said so. */
    OVERFLOW(false),
    /** The server cut the prompt without saying so; seen in its token count. */
    PROMPT_CUT(false),
    /** 401 or 403. */
    FORBIDDEN(false),
    /** Another 4xx: the request is wrong and will stay wrong. */
    BAD_REQUEST(false),
    /** A 500 that no rule knows. */
    SERVER_ERROR(true),
    /** A body that is not JSON, or cut. */
    MALFORMED(true),
    /** The stream ended without {@code done:true}. */
    INCOMPLETE(true),
    /** The model was replaced by another one under its name while the run asked it. */
    REPLACED(false),
    /** The run was cancelled while the call was open; such a trial is never journaled. */
    CANCELLED(false);

    private final boolean retryable;

    FailureKind(boolean retryable) {
        this.retryable = retryable;
    }

    /** True when another attempt may succeed. */
    public boolean retryable() {
        return retryable;
    }

    /** True when no usable answer of a server was seen: what counts towards "the server is lost". */
    public boolean transport() {
        return this == CONNECTION || this == FIRST_BYTE_TIMEOUT || this == IDLE_TIMEOUT;
    }
}
