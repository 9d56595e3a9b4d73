package dev.matrix.domain;

/**
 * How many requests are in flight at a time.
 *
 * @param requests at least 1; where it is measured, what is assumed until then
 * @param measured true when each model gets the number that its server handles best
 */
public record Concurrency(int requests, boolean measured) {

    /** What is in flight where nobody chose, and where measuring would cost more than it saves. */
    public static final int USUAL = 2;

    /** The highest level that is tried: beyond it a batch gains little, and a client needs its processor for the server. */
    public static final int MOST_MEASURED = 32;

    public Concurrency {
        if (requests < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1, got " + requests);
        }
    }

    /** As many as somebody said. */
    public static Concurrency fixed(int requests) {
        return new Concurrency(requests, false);
    }

    /** Measured once a model. */
    public static Concurrency auto() {
        return new Concurrency(USUAL, true);
    }

    /** The most that can be in flight. */
    public int most() {
        return measured ? MOST_MEASURED : requests;
    }

    /** As a user writes it. */
    public String label() {
        return measured ? "auto" : Integer.toString(requests);
    }
}
