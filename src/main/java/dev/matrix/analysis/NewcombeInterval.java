package dev.matrix.analysis;

import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/**
 * Interval of a difference of two paired proportions from Wilson's intervals of the two.
 *
 * <p>Source: R. G. Newcombe, Stat. Med. 17 (1998) 2635-2650, method 10: the square-and-add combination with the correlation phi, whose numerator is reduced
 * by n/2 (not below 0) where it is positive.
 */
final class NewcombeInterval {

    private NewcombeInterval() {}

    /**
     * Of the share of successes in the first minus that in the second.
     *
     * @param both successes in both
     * @param first successes in the first alone
     * @param second successes in the second alone
     * @param neither in none; at least one of the four is positive
     * @param alpha 1 - confidence, in (0, 1)
     */
    static Interval of(int both, int first, int second, int neither, double alpha) {
        int n = both + first + second + neither;
        double p1 = (double) (both + first) / n;
        double p2 = (double) (both + second) / n;
        ConfidenceInterval wilson1 = BinomialProportion.getWilsonScoreInterval(n, p1, 1 - alpha);
        ConfidenceInterval wilson2 = BinomialProportion.getWilsonScoreInterval(n, p2, 1 - alpha);
        double phi = phi(both, first, second, neither);
        double down = length(p1 - wilson1.getLowerBound(), wilson2.getUpperBound() - p2, phi);
        double up = length(wilson1.getUpperBound() - p1, p2 - wilson2.getLowerBound(), phi);
        return new Interval(Math.max(-1, p1 - p2 - down), Math.min(1, p1 - p2 + up));
    }

    private static double length(double a, double b, double phi) {
        return Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
    }

    private static double phi(int both, int first, int second, int neither) {
        double margins = (double) (both + first) * (second + neither) * (both + second) * (first + neither);
        if (margins == 0) {
            return 0;
        }
        double excess = (double) both * neither - (double) first * second;
        double corrected = excess > 0 ? Math.max(0, excess - (both + first + second + neither) / 2.0) : excess;
        return corrected / Math.sqrt(margins);
    }
}
