package dev.matrix.analysis;

import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;
import org.jspecify.annotations.Nullable;

/**
 * The mean of values in [0, 1] with its uncertainty.
 *
 * <p>Sources: the standard error is s / sqrt(n) with the n-1 variance. For values that are all 0 or 1 the interval is Wilson's score interval (E. B. Wilson,
 * J. Am. Stat. Assoc. 22 (1927) 209-212), which stays in [0, 1] and has a width at 0 and at n; otherwise it is mean +- t(n-1) standard errors (Student,
 * Biometrika 6 (1908) 1-25), clipped to [0, 1].
 *
 * @param n how many values
 * @param mean null when there is no value
 * @param standardError null for fewer than two values
 * @param interval at 95 %; null when it cannot be said
 */
public record MeanEstimate(
        int n,
        @Nullable Double mean,
        @Nullable Double standardError,
        @Nullable Interval interval) {

    private static final double CONFIDENCE = 0.95;

    static MeanEstimate of(double[] values) {
        int n = values.length;
        if (n == 0) {
            return new MeanEstimate(0, null, null, null);
        }
        Moments moments = Moments.of(values);
        Double error = n < 2 ? null : Double.valueOf(moments.standardError());
        return new MeanEstimate(n, moments.mean(), error, interval(values, moments));
    }

    private static @Nullable Interval interval(double[] values, Moments moments) {
        if (isBinary(values)) {
            return wilson(values.length, moments.mean(), CONFIDENCE);
        }
        if (values.length < 2) {
            return null;
        }
        Interval student = moments.interval(1 - CONFIDENCE);
        return clipped(student.low(), student.high());
    }

    /** Wilson's interval of a share of {@code n}. */
    public static Interval wilson(int n, double share, double confidence) {
        ConfidenceInterval wilson = BinomialProportion.getWilsonScoreInterval(n, share, confidence);
        // At its ends the interval is exact; rounding would turn a clean 0 into 5e-17.
        return clipped(share == 0 ? 0 : wilson.getLowerBound(), share == 1 ? 1 : wilson.getUpperBound());
    }

    private static Interval clipped(double low, double high) {
        return new Interval(Math.max(0, low), Math.min(1, high));
    }

    private static boolean isBinary(double[] values) {
        for (double value : values) {
            if (value != 0 && value != 1) {
                return false;
            }
        }
        return true;
    }
}
