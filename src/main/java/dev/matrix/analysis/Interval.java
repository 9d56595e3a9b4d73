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

    /** True when 0 does not lie in it, its ends included. */
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }

    /** True when it lies in (-bound, bound). */
    public boolean isWithin(double bound) {
        return low > -bound && high < bound;
    }

    /** The same widened so that it touches 0. */
    Interval withZero() {
        return new Interval(Math.min(low, 0), Math.max(high, 0));
    }
}
