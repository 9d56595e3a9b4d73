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

    public SizeRange {
        if (!(min >= 0 && min <= max)) {
            throw new IllegalArgumentException("a size range needs 0 <= min <= max, got " + min + " to " + max);
        }
    }
}
