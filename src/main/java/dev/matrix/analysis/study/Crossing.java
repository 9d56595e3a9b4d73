package dev.matrix.analysis.study;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The effects on two halves of the items: one half chooses a personality, the other measures it, so that the luck of the choice is left out. Immutable. */
final class Crossing {

    private final double[][] choosing;
    private final double[][] measuring;

    /**
     * Takes over its arrays.
     *
     * @param choosing effect by model and personality on one half
     * @param measuring the same on the other
     */
    private Crossing(double[][] choosing, double[][] measuring) {
        this.choosing = choosing;
        this.measuring = measuring;
    }

    /** As observed. */
    static Crossing of(EffectTable table, Halves cut) {
        return new Crossing(
                table.effects((model, personality) -> table.effect(model, personality, cut.first())),
                table.effects((model, personality) -> table.effect(model, personality, cut.second())));
    }

    /** As a draw of the bootstrap has them. */
    static Crossing drawn(EffectTable table, Halves cut, RandomGenerator random) {
        return new Crossing(
                table.effects((model, personality) -> table.effect(model, personality, cut.first())),
                table.effects((model, personality) -> table.smoothed(model, personality, cut.second(), random)));
    }

    /** The effect on the half that chooses, as a mean over models. */
    double choosing(int[] models, int personality) {
        return IntStream.of(models)
                .mapToDouble(model -> choosing[model][personality])
                .average()
                .orElse(Double.NaN);
    }

    /** The effect on the half that measures. */
    double measuring(int model, int personality) {
        return measuring[model][personality];
    }

    /** The personality that the models choose together; -1 when none has an effect. */
    int chosen(int[] models, int[] suite) {
        int best = Effects.largest(IntStream.of(suite)
                .mapToDouble(personality -> choosing(models, personality))
                .toArray());
        return best < 0 ? -1 : suite[best];
    }

    /** The effect in a model of what other models choose; NaN when they choose none. */
    double transferred(int[] choosers, int model, int[] suite) {
        int chosen = chosen(choosers, suite);
        return chosen < 0 ? Double.NaN : measuring[model][chosen];
    }
}
