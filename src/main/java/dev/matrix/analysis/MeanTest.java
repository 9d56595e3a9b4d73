package dev.matrix.analysis;

import java.util.Optional;

/**
 * Student's paired t test: whether a mean of differences is 0.
 *
 * <p>Source: Student, Biometrika 6 (1908) 1-25.
 *
 * @param pValue two-sided
 */
record MeanTest(double mean, Interval interval, double pValue) {

    /**
     * Tests.
     *
     * @param alpha 1 - confidence of the interval
     * @return empty for fewer than two differences, or when all are equal
     */
    static Optional<MeanTest> of(double[] differences, double alpha) {
        if (differences.length < 2) {
            return Optional.empty();
        }
        Moments moments = Moments.of(differences);
        return moments.standardDeviation() == 0
                ? Optional.empty()
                : Optional.of(new MeanTest(moments.mean(), moments.interval(alpha), moments.pValue()));
    }
}
