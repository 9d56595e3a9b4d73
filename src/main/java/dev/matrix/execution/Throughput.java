package dev.matrix.execution;

/**
 * How many seconds of service the server does in a second, measured on the trials of one model. With fewer slots than requests in flight a request waits
 * for its turn, so the share of service in the latency of requests that started into a full house tells it: service / latency x N. Requests of the first
 * wave wait less than all later ones and would flatter the server; until later ones are back, work done over time passed serves. Not thread-safe.
 */
final class Throughput {

    private final int concurrency;
    private double steadyService;
    private double steadyLatency;
    private int steady;
    private double waveService;
    private int waveEnded;
    private long waveStart;

    Throughput(int concurrency) {
        this.concurrency = concurrency;
    }

    /** Requests begin again after a moment without any. */
    void waveStarts(long now) {
        waveStart = now;
        waveService = 0;
        waveEnded = 0;
    }

    /** A request ended; {@code fullHouse}: it started when N were in flight and the first wave was over. */
    void ended(long service, long latency, boolean fullHouse) {
        waveService += service;
        waveEnded++;
        if (fullHouse) {
            steadyService += service;
            steadyLatency += latency;
            steady++;
        }
    }

    /** Seconds of service a second, above 0 and at most N. */
    double parallelism(long now) {
        if (steady >= concurrency && steadyLatency > 0) {
            return Math.max(0.01, Math.min(concurrency, concurrency * steadyService / steadyLatency));
        }
        if (waveEnded == 0) {
            return concurrency;
        }
        // What is in service now has half its time behind it, on average.
        double passed = now - waveStart - waveService / waveEnded / 2;
        return passed <= 0 ? concurrency : Math.max(1, Math.min(concurrency, waveService / passed));
    }
}
