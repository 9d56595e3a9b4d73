package dev.matrix.analysis.study;

import dev.matrix.analysis.Interval;

/**
 * An effect with its uncertainty over items.
 *
 * @param value a share in [-1, 1]
 * @param interval of it; which level, says whoever holds it (95 % unless it says otherwise)
 */
public record Estimate(double value, Interval interval) {

    /** True when the interval leaves out 0. */
    public boolean isDecided() {
        return interval.excludesZero();
    }
}
