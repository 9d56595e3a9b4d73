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

    /**
     * The tokens that came between two points of time, as if they had come evenly. A reply whose tokens nobody counted has one at least.
     *
     * @param prompt tokens that the evaluation of a prompt counts for
     */
    double tokensBetween(double from, double to, double prompt) {
        double inside = Math.min(to, (double) endNanos) - Math.max(from, (double) startNanos);
        return inside <= 0 || !replied
                ? 0
                : (Math.max(1, metrics.knownGeneratedTokens()) + prompt) * inside / Math.max(1, endNanos - startNanos);
    }
}
