package dev.matrix.analysis;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Mean and spread of a few differences, such as those of six models.
 *
 * <p>Source of the interval: mean +- t(n-1) standard errors (Student, Biometrika 6 (1908) 1-25).
 *
 * @param mean their mean
 * @param stdDev with n-1
 * @param low lower end of the 95 % interval of the mean
 * @param high its upper end
 * @param signFlipP two-sided p value of no effect by the exact sign-flip test ({@link PairedPermutation})
 */
public record SmallSample(double mean, double stdDev, double low, double high, double signFlipP) {

    private static final double UPPER = 0.975;
    /** So few signs are all counted. */
    private static final long UNUSED_SEED = 0;

    /** @param values at least two */
    public static SmallSample of(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double stdDev = Math.sqrt(squares / (values.length - 1));
        double reach = new TDistribution(values.length - 1.0).inverseCumulativeProbability(UPPER)
                * stdDev
                / Math.sqrt(values.length);
        return new SmallSample(mean, stdDev, mean - reach, mean + reach, PairedPermutation.pValue(values, UNUSED_SEED));
    }

    /** Standard deviation over mean. */
    public double variation() {
        return stdDev / mean;
    }
}
