package dev.matrix.analysis;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * Mean and standard deviation of a few values, with what Student's distribution says of the mean.
 *
 * <p>Source of the interval and the p value: Student, Biometrika 6 (1908) 1-25.
 *
 * @param n how many values
 * @param mean NaN without any
 * @param standardDeviation with n - 1; NaN for fewer than two
 */
public record Moments(int n, double mean, double standardDeviation) {

    public static Moments of(double... values) {
        // Of a single value Hipparchus says 0, which would be certainty.
        double variance = values.length < 2 ? Double.NaN : StatUtils.variance(values);
        return new Moments(values.length, mean(values), Math.sqrt(variance));
    }

    /** The mean alone, as sum over number, so that it is lm-eval's to the last bit; NaN without values. */
    public static double mean(double... values) {
        // Hipparchus adds a correction that can move a share by its last bit.
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Of the mean. */
    double standardError() {
        return standardDeviation / Math.sqrt(n);
    }

    /**
     * Student's interval of the mean of at least two values.
     *
     * @param alpha 1 - confidence, in (0, 1)
     */
    Interval interval(double alpha) {
        double reach = reach(standardError(), n - 1.0, alpha);
        return new Interval(mean - reach, mean + reach);
    }

    /** Two-sided p value of Student's test that the mean is 0; the values are not all equal. */
    double pValue() {
        return 2 * new TDistribution(n - 1.0).cumulativeProbability(-Math.abs(mean / standardError()));
    }

    /**
     * How far Student's interval reaches to each side.
     *
     * @param error standard error of what it is around
     * @param degreesOfFreedom over 0
     * @param alpha 1 - confidence, in (0, 1)
     */
    public static double reach(double error, double degreesOfFreedom, double alpha) {
        return -new TDistribution(degreesOfFreedom).inverseCumulativeProbability(alpha / 2) * error;
    }
}
