package dev.matrix.execution;

import dev.matrix.domain.CallMetrics;
import java.util.OptionalLong;

/**
 * Tells from the server's own timings whether it has fewer slots than requests are in flight: time for which it has no name is waiting for a slot.
 * Thread-safe.
 */
final class SlotGauge {

    /** A server with all the slots spends nearly all of a request's time in service. */
    private static final double SERVED_SHARE = 0.8;

    private final int concurrency;
    private int calls;
    private double service;
    private double queued;

    SlotGauge(int concurrency) {
        this.concurrency = concurrency;
    }

    synchronized void add(CallMetrics metrics) {
        OptionalLong waited = metrics.queuedNanos();
        if (waited.isPresent()) {
            calls++;
            service += metrics.servedNanos().orElse(0);
            queued += waited.getAsLong();
        }
    }

    /** True once enough calls waited long enough. */
    synchronized boolean fewerSlotsThanRequests() {
        return concurrency > 1
                && calls >= 3 * concurrency
                && queued / calls > CallMetrics.OVERHEAD_NANOS
                && service < SERVED_SHARE * (service + queued);
    }
}
