package dev.matrix.analysis;

/**
 * Mean and spread of a few differences, such as those of six models, with Student's interval ({@link Moments}).
 *
 * @param mean their mean
 * @param stdDev with n-1
 * @param low lower end of the 95 % interval of the mean
 * @param high its upper end
 * @param signFlipP two-sided p value of no effect by the exact sign-flip test ({@link PairedPermutation})
 */
public record SmallSample(double mean, double stdDev, double low, double high, double signFlipP) {

    private static final double CI95 = 0.05;
    /** So few signs are all counted. */
    private static final long UNUSED_SEED = 0;

    /** @param values at least two */
    public static SmallSample of(double[] values) {
        Moments moments = Moments.of(values);
        Interval interval = moments.interval(CI95);
        return new SmallSample(
                moments.mean(),
                moments.standardDeviation(),
                interval.low(),
                interval.high(),
                PairedPermutation.pValue(values, UNUSED_SEED));
    }

    /** Standard deviation over mean. */
    public double variation() {
        return stdDev / mean;
    }
}
