package dev.matrix.analysis.study;

import java.util.Arrays;
import java.util.stream.IntStream;

/** One number a model and personality: the effects as they were observed, or as one draw of the bootstrap has them. Immutable. */
final class Effects {

    private final double[][] values;
    private final double[] best;
    private final int[] suite;

    /**
     * Takes over its arrays.
     *
     * @param values effect by model and personality; NaN where there is none
     * @param best the effect of the best personality by model, measured on other items than those that chose it
     * @param suite places of the personalities among which one is the best
     */
    Effects(double[][] values, double[] best, int[] suite) {
        this.values = values;
        this.best = best;
        this.suite = suite;
    }

    double of(int model, int personality) {
        return values[model][personality];
    }

    boolean has(int model, int personality) {
        return !Double.isNaN(values[model][personality]);
    }

    /** Mean over the suite. */
    double mean(int model) {
        return IntStream.of(suite)
                .mapToDouble(place -> values[model][place])
                .average()
                .orElse(Double.NaN);
    }

    double best(int model) {
        return best[model];
    }

    /** The effects of the suite in one model. */
    double[] suite(int model) {
        return IntStream.of(suite).mapToDouble(place -> values[model][place]).toArray();
    }

    /** The mean of a personality over models. */
    double mean(int[] models, int personality) {
        return Arrays.stream(models)
                .mapToDouble(model -> values[model][personality])
                .average()
                .orElse(Double.NaN);
    }

    /** The place of the largest value that is a number; -1 when there is none. */
    static int largest(double[] of) {
        int largest = -1;
        for (int i = 0; i < of.length; i++) {
            if (!Double.isNaN(of[i]) && (largest < 0 || of[i] > of[largest])) {
                largest = i;
            }
        }
        return largest;
    }
}
