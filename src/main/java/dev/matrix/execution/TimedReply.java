package dev.matrix.execution;

import dev.matrix.domain.CallMetrics;

/**
 * A request of a measurement.
 *
 * @param worker who sent it, from 0
 * @param startNanos when it was sent, on the run's clock
 * @param endNanos when its reply had come or it had failed
 * @param replied false when there was no reply
 * @param metrics what the server said of it
 */
record TimedReply(int worker, long startNanos, long endNanos, boolean replied, CallMetrics metrics) {

    /** What it brought: a reply whose tokens nobody counted has one at least. */
    private double tokens() {
        return replied ? Math.max(1, metrics.knownGeneratedTokens()) : 0;
    }

    /** The tokens that came between two points of time, as if they had come evenly. */
    double tokensBetween(double from, double to) {
        double inside = Math.min(to, endNanos) - Math.max(from, startNanos);
        return inside <= 0 ? 0 : tokens() * inside / Math.max(1, endNanos - startNanos);
    }
}
