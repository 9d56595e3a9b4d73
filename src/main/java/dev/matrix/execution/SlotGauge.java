package dev.matrix.execution;

import dev.matrix.domain.CallMetrics;

/**
 * Tells from the server's own timings whether it has fewer slots than requests are in flight: time for which it has no name is waiting for a slot.
 * Thread-safe.
 */
final class SlotGauge {

    /** A server with all the slots spends nearly all of a request's time in service. */
    private static final double SERVED_SHARE = 0.8;

    /** Less than this a call is tokenizing and templating. */
    private static final double OVERHEAD_NANOS = 10e6;

    private final int concurrency;
    private int calls;
    private double service;
    private double queued;

    SlotGauge(int concurrency) {
        this.concurrency = concurrency;
    }

    synchronized void add(CallMetrics metrics) {
        if (metrics.totalNanos() <= 0 || metrics.promptNanos() < 0 || metrics.generateNanos() < 0) {
            return;
        }
        double served = metrics.promptNanos() + metrics.generateNanos();
        if (served == 0) {
            return;
        }
        calls++;
        service += served;
        queued += Math.max(0, metrics.totalNanos() - Math.max(0, metrics.loadNanos()) - served);
    }

    /** True once enough calls waited long enough. */
    synchronized boolean fewerSlotsThanRequests() {
        return concurrency > 1
                && calls >= 3 * concurrency
                && queued / calls > OVERHEAD_NANOS
                && service < SERVED_SHARE * (service + queued);
    }
}
