package dev.matrix.dataset;

import dev.matrix.domain.Sample;

/**
 * How many items of a set are used, and which.
 *
 * @param limit at most so many items; {@link #ALL} for the whole set
 * @param sample the order that the limit cuts
 * @param seed of the order; without effect for {@link Sample#FIRST}
 */
public record SamplePlan(int limit, Sample sample, long seed) {

    /** No limit. */
    public static final int ALL = Integer.MAX_VALUE;

    public SamplePlan {
        if (limit < 1) {
            throw new IllegalArgumentException("a sample has at least 1 item, got " + limit);
        }
    }

    /** The whole set in the order of its files. */
    public static SamplePlan everything() {
        return new SamplePlan(ALL, Sample.FIRST, 0);
    }
}
