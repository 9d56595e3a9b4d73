package dev.matrix.analysis;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The paired permutation test: when there is no effect, each item's difference could as well have had the other sign. The statistic is the sum of differences.
 *
 * <p>Source: R. A. Fisher, The Design of Experiments (1935), 21. With up to {@value #EXACT} differences that are not zero all signs are counted; with more a
 * seeded sample of them is, and the p value is (b + 1) / (m + 1), which keeps the test's level exactly (B. Phipson and G. K. Smyth, Stat. Appl. Genet. Mol.
 * Biol. 9 (2010) 39).
 */
final class PairedPermutation {

    static final int EXACT = 16;

    private static final int MOST_SAMPLES = 99_999;
    private static final int FEWEST_SAMPLES = 9_999;
    private static final int MOST_SIGNS = 30_000_000;

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
        int samples = Math.max(FEWEST_SAMPLES, Math.min(MOST_SAMPLES, MOST_SIGNS / sizes.length));
        SplittableRandom random = new SplittableRandom(seed);
        int extreme = 0;
        for (int sample = 0; sample < samples; sample++) {
            double sum = 0;
            long signs = 0;
            for (int i = 0; i < sizes.length; i++) {
                signs = (i & 63) == 0 ? random.nextLong() : signs >>> 1;
                sum += (signs & 1) == 0 ? sizes[i] : -sizes[i];
            }
            extreme += Math.abs(sum) >= reached ? 1 : 0;
        }
        return (extreme + 1.0) / (samples + 1.0);
    }
}
