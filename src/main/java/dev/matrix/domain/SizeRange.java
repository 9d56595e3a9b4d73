package dev.matrix.domain;

/**
 * The range of nominal sizes that a run looks for, both ends included.
 *
 * @param min in parameters, e.g. 0.5e9
 * @param max in parameters, e.g. 3e9
 */
public record SizeRange(double min, double max) {

    /** 0.5b to 3b. */
    public static SizeRange standard() {
        return new SizeRange(0.5e9, 3e9);
    }

    /** Every size. */
    public static SizeRange any() {
        return new SizeRange(0, Double.POSITIVE_INFINITY);
    }

    /** True when no size is outside. */
    public boolean isAny() {
        return min == 0 && max == Double.POSITIVE_INFINITY;
    }

    public SizeRange {
        if (!(min >= 0 && min <= max)) {
            throw new IllegalArgumentException("a size range needs 0 <= min <= max, got " + min + " to " + max);
        }
    }
}
