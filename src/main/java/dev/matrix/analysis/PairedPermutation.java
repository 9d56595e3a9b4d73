package dev.matrix.analysis;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The paired permutation test: when there is no effect, each item's difference could as well have had the other sign. The statistic is the sum of differences.
 *
 * <p>Source: R. A. Fisher, The Design of Experiments (1935), 21. With up to {@value #EXACT} differences that are not zero all signs are counted. With more,
 * seeded signs are drawn until {@value #ENOUGH} sums are as extreme as the observed one, which is then known well enough (J. Besag and P. Clifford, Biometrika
 * 78 (1991) 301-304), or until the most draws that are made; the p value is then (b + 1) / (m + 1), which keeps the test's level (B. Phipson and G. K. Smyth,
 * Stat. Appl. Genet. Mol. Biol. 9 (2010) 39). Where no draw is as extreme, b + 1 of m + 1 tells only that the p value is smaller than the draws can show, and no
 * correction for many tests could be passed however clear the difference is; then a proven bound of the p value takes its place if it is smaller: for signs and
 * any sizes the tail is at most {@value #GAUSSIAN} times the normal one (V. Bentkus and D. Dzindzalieta, Bernoulli 21 (2015) 1231-1237). The level is kept,
 * because a value under 1 / (m + 1) is only ever told where that bound, and so the exact p value, is as small.
 */
final class PairedPermutation {

    static final int EXACT = 16;

    static final int ENOUGH = 200;

    /** 1 / (4 P(Z >= sqrt 2)), rounded up. */
    private static final double GAUSSIAN = 3.1787;

    private static final int MOST_DRAWS = 99_999;
    private static final int FEWEST_DRAWS = 9_999;
    private static final int MOST_SIGNS = 100_000_000;

    private PairedPermutation() {}

    /**
     * The two-sided p value; 1 when all differences are zero.
     *
     * @param differences one an item
     * @param seed of the sample of signs
     */
    static double pValue(double[] differences, long seed) {
        double[] sizes = Arrays.stream(differences)
                .filter(difference -> difference != 0)
                .map(Math::abs)
                .toArray();
        double observed = Math.abs(Arrays.stream(differences).sum());
        // Sums that are equal on paper differ by rounding.
        double reached = observed - 1e-12 * Arrays.stream(sizes).sum();
        return sizes.length <= EXACT ? counted(sizes, reached) : sampled(sizes, reached, seed);
    }

    private static double counted(double[] sizes, double reached) {
        int all = 1 << sizes.length;
        int extreme = 0;
        for (int signs = 0; signs < all; signs++) {
            double sum = 0;
            for (int i = 0; i < sizes.length; i++) {
                sum += (signs >> i & 1) == 0 ? sizes[i] : -sizes[i];
            }
            extreme += Math.abs(sum) >= reached ? 1 : 0;
        }
        return (double) extreme / all;
    }

    private static double sampled(double[] sizes, double reached, long seed) {
        int most = Math.max(FEWEST_DRAWS, Math.min(MOST_DRAWS, MOST_SIGNS / sizes.length));
        SplittableRandom random = new SplittableRandom(seed);
        int extreme = 0;
        for (int draw = 1; draw <= most; draw++) {
            extreme += Math.abs(signed(sizes, random)) >= reached ? 1 : 0;
            if (extreme == ENOUGH) {
                return (double) extreme / draw;
            }
        }
        double drawn = (extreme + 1.0) / (most + 1.0);
        return extreme == 0 ? Math.min(drawn, bound(sizes, reached)) : drawn;
    }

    /** At least the p value that counting all signs would give. */
    private static double bound(double[] sizes, double reached) {
        double deviation =
                Math.sqrt(Arrays.stream(sizes).map(size -> size * size).sum());
        return 2 * GAUSSIAN * new NormalDistribution().cumulativeProbability(-reached / deviation);
    }

    private static double signed(double[] sizes, SplittableRandom random) {
        double sum = 0;
        long signs = 0;
        for (int i = 0; i < sizes.length; i++) {
            signs = (i & 63) == 0 ? random.nextLong() : signs >>> 1;
            sum += (signs & 1) == 0 ? sizes[i] : -sizes[i];
        }
        return sum;
    }
}
