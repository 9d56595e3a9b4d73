package dev.matrix.analysis;

import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;

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
        double mean = MeanEstimate.mean(differences);
        double error = Math.sqrt(MeanEstimate.variance(differences, mean) / differences.length);
        if (error == 0) {
            return Optional.empty();
        }
        TDistribution t = new TDistribution(differences.length - 1.0);
        double reach = -t.inverseCumulativeProbability(alpha / 2) * error;
        double p = 2 * t.cumulativeProbability(-Math.abs(mean / error));
        return Optional.of(new MeanTest(mean, new Interval(mean - reach, mean + reach), p));
    }
}
