package dev.matrix.analysis;

/**
 * A confidence interval of a score, a share or a difference of them.
 *
 * @param low lower end: in [0, 1] for a score, in [-1, 1] for a difference
 * @param high upper end, likewise
 */
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval needs low <= high, got " + low + " and " + high);
        }
    }
}
