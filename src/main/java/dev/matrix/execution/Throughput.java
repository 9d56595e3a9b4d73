package dev.matrix.execution;

/**
 * How many seconds of service the server does in a second, measured on the trials of one model: service done over time passed. Not thread-safe.
 */
final class Throughput {

    /** Requests that spend less of their time in service wait for a slot. */
    private static final double NO_WAITING = 0.85;

    private final int concurrency;
    private double service;
    private double latency;
    private int count;
    private long earlierWaves;
    private long waveStart;
    private long lastEnd;

    Throughput(int concurrency) {
        this.concurrency = concurrency;
    }

    /** Requests begin again after a moment without any; that moment does not count. */
    void waveStarts(long now) {
        earlierWaves += lastEnd - waveStart;
        waveStart = now;
        lastEnd = now;
    }

    /** A request ended. */
    void ended(long serviceNanos, long latencyNanos, long now) {
        service += serviceNanos;
        latency += latencyNanos;
        count++;
        lastEnd = now;
    }

    /** False while requests wait for a slot and too few have ended to tell how many slots there are. */
    boolean known() {
        return allAreServed() || count >= 2 * concurrency;
    }

    /** True while requests find a free slot. */
    boolean allAreServed() {
        return service >= NO_WAITING * latency;
    }

    /**
     * Seconds of service a second, above 0 and at most N.
     *
     * @param begun service that requests in flight have had
     */
    double parallelism(double begun, long now) {
        double passed = (double) earlierWaves + (now - waveStart);
        double done = service + begun;
        if (passed <= 0 || done <= 0) {
            return concurrency;
        }
        return Math.max(0.01, Math.min(concurrency, done / passed));
    }
}
