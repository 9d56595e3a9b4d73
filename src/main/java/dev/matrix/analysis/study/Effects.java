package dev.matrix.analysis.study;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** One number a model and personality: the effects as they were observed, or as one draw of the bootstrap has them. Immutable. */
final class Effects {

    private final double[][] values;
    private final List<Crossing> crossings;
    private final int[] suite;
    private final double[] best;

    /**
     * Takes over its arrays.
     *
     * @param values effect by model and personality; NaN where there is none
     * @param crossings the same on halves of the items
     * @param suite places of the personalities among which one is the best
     */
    Effects(double[][] values, List<Crossing> crossings, int[] suite) {
        this.values = values;
        this.crossings = List.copyOf(crossings);
        this.suite = suite;
        this.best = IntStream.range(0, values.length)
                .mapToDouble(model -> transferred(new int[] {model}, model))
                .toArray();
    }

    double of(int model, int personality) {
        return values[model][personality];
    }

    boolean has(int model, int personality) {
        return !Double.isNaN(values[model][personality]);
    }

    List<Crossing> crossings() {
        return crossings;
    }

    /** Mean over the suite. */
    double mean(int model) {
        return IntStream.of(suite)
                .mapToDouble(place -> values[model][place])
                .average()
                .orElse(Double.NaN);
    }

    /** The effect of a model's best personality, measured on other items than those that chose it. */
    double best(int model) {
        return best[model];
    }

    /** The effect in a model of the personality that is best in others, likewise. */
    double transferred(int[] choosers, int model) {
        return crossed(crossing -> crossing.transferred(choosers, model, suite));
    }

    /** How much more that is than the mean effect of the suite in the model on the same items. */
    double advantage(int[] choosers, int model) {
        return crossed(crossing -> crossing.transferred(choosers, model, suite)
                - IntStream.of(suite)
                        .mapToDouble(personality -> crossing.measuring(model, personality))
                        .average()
                        .orElse(Double.NaN));
    }

    private double crossed(ToDoubleFunction<Crossing> figure) {
        return crossings.stream().mapToDouble(figure).average().orElse(Double.NaN);
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
