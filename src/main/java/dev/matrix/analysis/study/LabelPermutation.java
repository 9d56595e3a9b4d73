package dev.matrix.analysis.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Whether groups differ more than their members by chance would: the labels are permuted over the values (E. J. G. Pitman, Biometrika 29 (1938) 322-335), all
 * of them up to {@value #EXACT} values, else {@value #SAMPLED} random ones. The statistic is the sum of squares between groups.
 *
 * @param p the share of permutations with as large a sum
 * @param smallest the smallest p that so many values in such groups can have
 */
record LabelPermutation(double p, double smallest) {

    private static final int EXACT = 8;
    private static final int SAMPLED = 9999;
    private static final double TOLERANCE = 1e-12;

    /**
     * Tests.
     *
     * @param values one a member
     * @param labels its group, same length
     * @param seed of the random permutations
     */
    static LabelPermutation of(double[] values, List<String> labels, long seed) {
        int[] groups = numbered(labels);
        double observed = between(values, groups);
        double smallest = smallest(labels);
        if (values.length <= EXACT) {
            long[] counts = new long[2];
            count(values, groups, 0, observed, counts);
            return new LabelPermutation((double) counts[0] / counts[1], smallest);
        }
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int asLarge = 0;
        for (int sample = 0; sample < SAMPLED; sample++) {
            for (int i = groups.length - 1; i > 0; i--) {
                swap(groups, i, random.nextInt(i + 1));
            }
            asLarge += between(values, groups) >= observed - TOLERANCE ? 1 : 0;
        }
        return new LabelPermutation((asLarge + 1.0) / (SAMPLED + 1), Math.max(smallest, 1.0 / (SAMPLED + 1)));
    }

    private static int[] numbered(List<String> labels) {
        Map<String, Integer> numbers = new HashMap<>();
        List<Integer> groups = new ArrayList<>();
        for (String label : labels) {
            numbers.putIfAbsent(label, numbers.size());
            groups.add(numbers.get(label));
        }
        return groups.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void count(double[] values, int[] groups, int from, double observed, long[] counts) {
        if (from == groups.length) {
            counts[0] += between(values, groups) >= observed - TOLERANCE ? 1 : 0;
            counts[1]++;
            return;
        }
        for (int i = from; i < groups.length; i++) {
            swap(groups, from, i);
            count(values, groups, from + 1, observed, counts);
            swap(groups, from, i);
        }
    }

    private static void swap(int[] groups, int i, int j) {
        int swapped = groups[i];
        groups[i] = groups[j];
        groups[j] = swapped;
    }

    /** The sum over groups of sum^2 / size; what is missing to the sum of squares between groups is the same for all permutations. */
    private static double between(double[] values, int[] groups) {
        double[] sums = new double[values.length];
        int[] sizes = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            sums[groups[i]] += values[i];
            sizes[groups[i]]++;
        }
        double between = 0;
        for (int group = 0; group < sums.length; group++) {
            between += sizes[group] == 0 ? 0 : sums[group] * sums[group] / sizes[group];
        }
        return between;
    }

    /** One over the number of different partitions: groups of one size can change places. */
    private static double smallest(List<String> labels) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        labels.forEach(label -> sizes.merge(label, 1, Integer::sum));
        double partitions = factorial(labels.size());
        Map<Integer, Integer> alike = new HashMap<>();
        for (int size : sizes.values()) {
            partitions /= factorial(size);
            alike.merge(size, 1, Integer::sum);
        }
        for (int groups : alike.values()) {
            partitions /= factorial(groups);
        }
        return 1 / partitions;
    }

    private static double factorial(int n) {
        double product = 1;
        for (int i = 2; i <= n; i++) {
            product *= i;
        }
        return product;
    }
}
