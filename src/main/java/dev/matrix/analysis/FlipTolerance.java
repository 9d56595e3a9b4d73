package dev.matrix.analysis;

import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.special.Beta;

/**
 * How many of so many items may be scored differently when they are asked again before something must have changed. Where the model's own rate of flips was
 * measured, so many as that rate, taken at its upper bound, brings with a probability of at least .05; where it was not, or nothing flipped, none: the requests
 * are deterministic, and nothing says that the server is not. Few controls without a flip must not allow more than no control does.
 *
 * <p>Source of the bound and of the test: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404-413, exact binomial, one-sided at 95 %.
 *
 * @param pairs items that were asked twice with nothing changed; 0 when none were
 * @param flips of these, scored differently
 */
public record FlipTolerance(int pairs, int flips) {

    private static final double LEVEL = 0.05;
    private static final double ACCURACY = 1e-14;

    public FlipTolerance {
        if (flips < 0 || flips > pairs) {
            throw new IllegalArgumentException("got " + flips + " flips of " + pairs + " pairs");
        }
    }

    /** Nothing was measured. */
    public static FlipTolerance unmeasured() {
        return new FlipTolerance(0, 0);
    }

    /** The largest flip rate that the measurement does not exclude; 0 when there was none. */
    public double upperRate() {
        if (pairs == 0) {
            return 0;
        }
        return flips == pairs
                ? 1
                : new BetaDistribution(flips + 1.0, (double) pairs - flips, ACCURACY)
                        .inverseCumulativeProbability(1 - LEVEL);
    }

    /** How many of so many items may flip. */
    public int allowed(int asked) {
        if (flips == 0) {
            return 0;
        }
        double rate = upperRate();
        int allowed = 0;
        while (allowed < asked && atLeast(allowed + 1, asked, rate) >= LEVEL) {
            allowed++;
        }
        return allowed;
    }

    /** The probability of so many flips or more: a binomial tail as an incomplete beta function. */
    private static double atLeast(int count, int asked, double rate) {
        return rate <= 0 ? 0 : rate >= 1 ? 1 : Beta.regularizedBeta(rate, count, asked - count + 1.0);
    }
}
