package dev.matrix.analysis.study;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.hipparchus.stat.ranking.NaturalRanking;

/**
 * Friedman's test whether treatments (personalities) have the same order in all blocks (models), with Kendall's coefficient of concordance.
 *
 * <p>Sources: M. Friedman, J. Am. Stat. Assoc. 32 (1937) 675-701; the correction for ties as in W. J. Conover, Practical Nonparametric Statistics, 3rd ed.,
 * 5.8; W = chi-square / (n (k - 1)), M. G. Kendall and B. Babington Smith, Ann. Math. Statist. 10 (1939) 275-287. The chi-square approximation is poor for
 * few blocks, so the p-value to decide by comes from all permutations of the ranks within the blocks, or from {@value #SAMPLED} random ones.
 *
 * @param blocks n
 * @param treatments k
 * @param chiSquare the statistic; 0 when all are tied
 * @param chiSquareP its p-value by the approximation with k - 1 degrees of freedom
 * @param p by permutation
 * @param exact true when all permutations were counted
 * @param w Kendall's W: 0 no agreement of the models, 1 the same order in all
 */
public record Friedman(
        int blocks, int treatments, double chiSquare, double chiSquareP, double p, boolean exact, double w) {

    private static final int SAMPLED = 9999;
    private static final double MOST = 2e6;
    private static final double TOLERANCE = 1e-9;

    /**
     * Tests a table.
     *
     * @param table effect by block and treatment, without NaN
     * @param seed of the random permutations
     * @throws IllegalArgumentException for fewer than 2 blocks or 3 treatments
     */
    static Friedman of(double[][] table, long seed) {
        int n = table.length;
        int k = n == 0 ? 0 : table[0].length;
        if (n < 2 || k < 3) {
            throw new IllegalArgumentException(
                    "Friedman's test needs 2 blocks and 3 treatments, got " + n + " and " + k);
        }
        NaturalRanking ranking = new NaturalRanking();
        double[][] ranks = Arrays.stream(table).map(ranking::rank).toArray(double[][]::new);
        double ties = Arrays.stream(ranks).mapToDouble(Friedman::ties).sum();
        double correction = 1 - ties / (n * k * (k * (double) k - 1));
        if (correction < TOLERANCE) {
            return new Friedman(n, k, 0, 1, 1, true, 0);
        }
        double statistic = (12.0 / (n * (double) k * (k + 1)) * squares(ranks) - 3.0 * n * (k + 1)) / correction;
        boolean exact = Math.pow(factorial(k), n - 1.0) <= MOST;
        double p = exact ? new Permutations(ranks).exact() : sampled(ranks, seed);
        double tail = ChiSquaredTail.above(statistic, k - 1);
        return new Friedman(n, k, statistic, tail, p, exact, statistic / (n * (k - 1.0)));
    }

    private static double factorial(int k) {
        double product = 1;
        for (int i = 2; i <= k; i++) {
            product *= i;
        }
        return product;
    }

    /** The sum of t^3 - t over groups of t tied ranks. */
    private static double ties(double[] ranks) {
        double[] sorted = ranks.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int i = 0; i < sorted.length; ) {
            int end = i;
            while (end < sorted.length && sorted[end] == sorted[i]) {
                end++;
            }
            double t = end - i;
            sum += t * t * t - t;
            i = end;
        }
        return sum;
    }

    private static double squares(double[][] ranks) {
        double[] sums = new double[ranks[0].length];
        for (double[] block : ranks) {
            add(sums, block);
        }
        return squares(sums);
    }

    private static double squares(double[] sums) {
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        return squares;
    }

    private static void add(double[] sums, double[] block) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += block[j];
        }
    }

    private static double sampled(double[][] ranks, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double observed = squares(ranks);
        int asLarge = 0;
        for (int sample = 0; sample < SAMPLED; sample++) {
            double[] sums = new double[ranks[0].length];
            for (double[] block : ranks) {
                add(sums, shuffled(block, random));
            }
            asLarge += squares(sums) >= observed - TOLERANCE ? 1 : 0;
        }
        return (asLarge + 1.0) / (SAMPLED + 1);
    }

    private static double[] shuffled(double[] block, RandomGenerator random) {
        double[] shuffled = block.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
        }
        return shuffled;
    }

    /** Counts all permutations within all blocks but the first, whose order can stay by symmetry. */
    private static final class Permutations {
        private final double[][] ranks;
        private final double observed;
        private long all;
        private long asLarge;

        Permutations(double[][] ranks) {
            this.ranks = ranks;
            this.observed = squares(ranks);
        }

        double exact() {
            block(1, ranks[0].clone());
            return (double) asLarge / all;
        }

        private void block(int block, double[] sums) {
            if (block == ranks.length) {
                all++;
                asLarge += squares(sums) >= observed - TOLERANCE ? 1 : 0;
                return;
            }
            arrange(block, ranks[block].clone(), 0, sums);
        }

        private void arrange(int block, double[] order, int from, double[] sums) {
            if (from == order.length) {
                double[] next = sums.clone();
                add(next, order);
                block(block + 1, next);
                return;
            }
            for (int i = from; i < order.length; i++) {
                swap(order, from, i);
                arrange(block, order, from + 1, sums);
                swap(order, from, i);
            }
        }

        private static void swap(double[] order, int i, int j) {
            double swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
