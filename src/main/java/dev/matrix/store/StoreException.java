package dev.matrix.store;

/** A file cannot be written or read; the message is a finished sentence with the path. What was written before stays whole. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
