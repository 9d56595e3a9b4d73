package dev.matrix.analysis;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction: the chance of any false rejection in the family is at most alpha, however the tests depend on each other.
 *
 * <p>Source: S. Holm, Scand. J. Stat. 6 (1979) 65-70. The k-th smallest of m p values is held against alpha / (m - k + 1), and with the first that fails all
 * larger ones fail.
 */
final class Holm {

    private final double[] adjusted;
    private final double[] levels;

    private Holm(double[] adjusted, double[] levels) {
        this.adjusted = adjusted;
        this.levels = levels;
    }

    /**
     * Corrects.
     *
     * @param p values; they may be fewer than the family has tests, then the others count as not rejected
     * @param family how many tests the family has
     */
    static Holm of(double[] p, int family, double alpha) {
        if (family < p.length) {
            throw new IllegalArgumentException("a family of " + family + " tests has no " + p.length + " p values");
        }
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(test -> p[test]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double[] levels = new double[p.length];
        double largest = 0;
        int rejected = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, (family - rank) * p[order[rank]]));
            adjusted[order[rank]] = largest;
            levels[order[rank]] = alpha / (family - rejected);
            rejected += largest <= alpha ? 1 : 0;
        }
        return new Holm(adjusted, levels);
    }

    /** Holm's p value of a test; it is rejected when this is at most alpha. */
    double adjusted(int test) {
        return adjusted[test];
    }

    /** The level at which a test was held: alpha / (m - k + 1) for the k-th when it is rejected; for all others the one at which the first of them failed. */
    double level(int test) {
        return levels[test];
    }
}
