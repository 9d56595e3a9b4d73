package dev.matrix.ollama;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** When lines of one exchange arrived. Written by the thread that reads, read by the thread that watches the deadlines. */
final class Progress {

    private final LongSupplier ticker;
    private final AtomicLong lastActivity;
    private final long sent;
    private volatile boolean started;
    private volatile boolean answered;
    private volatile long first;
    private volatile long last;

    /**
     * @param ticker a monotonic clock in nanoseconds
     * @param lastActivity when any call of the same client last received a line
     */
    Progress(LongSupplier ticker, AtomicLong lastActivity) {
        this.ticker = ticker;
        this.lastActivity = lastActivity;
        this.sent = ticker.getAsLong();
    }

    /** The status line has come. */
    void answered() {
        answered = true;
    }

    /** A line has come. */
    void line() {
        long now = ticker.getAsLong();
        last = now;
        lastActivity.set(now);
        if (!started) {
            first = now;
            started = true;
        }
    }

    boolean hasAnswer() {
        return answered;
    }

    boolean started() {
        return started;
    }

    long sent() {
        return sent;
    }

    long firstLine() {
        return first;
    }

    long lastLine() {
        return last;
    }

    /** While others are served this call waits for its turn, and the server is not silent. */
    long waitingSince() {
        return Math.max(sent, lastActivity.get());
    }
}
