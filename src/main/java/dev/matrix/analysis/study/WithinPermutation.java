package dev.matrix.analysis.study;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Whether models that are left out can be told from the others: if they had no order of the personalities in common, each model's personalities could change
 * places at random. The statistic is the mean advantage over a guess, and it is recomputed from the start for each of {@value #SAMPLED} such shuffles: the
 * advantages of models that are left out in turn depend on each other, so that their signs are no independent coins. One-sided.
 */
final class WithinPermutation {

    private static final int SAMPLED = 1999;
    private static final double TOLERANCE = 1e-12;

    private final double[][][] choosing;
    private final double[][][] measuring;
    private final int models;
    private final int treatments;

    WithinPermutation(List<Crossing> crossings, int models, int[] suite) {
        this.models = models;
        this.treatments = suite.length;
        choosing = new double[crossings.size()][models][treatments];
        measuring = new double[crossings.size()][models][treatments];
        for (int c = 0; c < choosing.length; c++) {
            Crossing crossing = crossings.get(c);
            for (int model = 0; model < models; model++) {
                for (int place = 0; place < treatments; place++) {
                    choosing[c][model][place] = crossing.choosing(new int[] {model}, suite[place]);
                    measuring[c][model][place] = crossing.measuring(model, suite[place]);
                }
            }
        }
    }

    /** The share of shuffles, the observed order among them, whose mean advantage is as large. */
    double p(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int[][] order = new int[models][];
        Arrays.setAll(order, model -> IntStream.range(0, treatments).toArray());
        double observed = advantage(order);
        int asLarge = 0;
        for (int sample = 0; sample < SAMPLED; sample++) {
            for (int[] model : order) {
                shuffle(model, random);
            }
            asLarge += advantage(order) >= observed - TOLERANCE ? 1 : 0;
        }
        return (asLarge + 1.0) / (SAMPLED + 1);
    }

    private double advantage(int[][] order) {
        double sum = 0;
        for (int c = 0; c < choosing.length; c++) {
            double[] totals = new double[treatments];
            for (int model = 0; model < models; model++) {
                for (int place = 0; place < treatments; place++) {
                    totals[place] += choosing[c][model][order[model][place]];
                }
            }
            for (int model = 0; model < models; model++) {
                sum += advantage(c, model, order[model], totals);
            }
        }
        return sum / choosing.length / models;
    }

    /** Of one model that is left out of the totals. */
    private double advantage(int crossing, int model, int[] order, double[] totals) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        double mean = 0;
        for (int place = 0; place < treatments; place++) {
            double others = totals[place] - choosing[crossing][model][order[place]];
            if (others > most) {
                most = others;
                best = place;
            }
            mean += measuring[crossing][model][order[place]] / treatments;
        }
        return measuring[crossing][model][order[best]] - mean;
    }

    private static void shuffle(int[] order, RandomGenerator random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
