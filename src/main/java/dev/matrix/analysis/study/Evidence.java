package dev.matrix.analysis.study;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What every section of the report is computed from. */
record Evidence(EffectTable table, Effects observed, ItemBootstrap bootstrap, SplitHalves halves, long seed) {

    static Evidence of(EffectTable table, long seed) {
        SplitHalves halves = new SplitHalves(table, seed);
        int models = table.models().size();
        int personalities = table.personalities().size();
        ItemWeights once = table.once();
        double[][] values = new double[models][personalities];
        double[] best = new double[models];
        for (int model = 0; model < models; model++) {
            for (int personality = 0; personality < personalities; personality++) {
                values[model][personality] = table.effect(model, personality, once);
            }
            best[model] = halves.best(model);
        }
        Effects observed = new Effects(values, best, table.suite());
        return new Evidence(table, observed, ItemBootstrap.of(table, observed, seed), halves, seed);
    }

    StudiedModel model(int place) {
        return table.models().get(place);
    }

    String personality(int place) {
        return table.personalities().get(place);
    }

    /** The places of all models. */
    int[] models() {
        return IntStream.range(0, table.models().size()).toArray();
    }

    /** The places of the models whose size is known. */
    int[] sized() {
        return models(model -> model.parameters() > 0);
    }

    /** The places of some models. */
    int[] models(java.util.function.Predicate<StudiedModel> wanted) {
        return IntStream.of(models()).filter(place -> wanted.test(model(place))).toArray();
    }

    /** The places of the models that have an effect of the personality. */
    int[] having(int[] of, int personality) {
        return IntStream.of(of)
                .filter(model -> observed.has(model, personality))
                .toArray();
    }

    /** The mean gain of the suite over models; null when it cannot be told. */
    @Nullable
    Estimate mean(int[] of) {
        return bootstrap.estimate(effects -> mean(effects, of));
    }

    static double mean(Effects effects, int[] of) {
        return IntStream.of(of).mapToDouble(effects::mean).average().orElse(Double.NaN);
    }

    /** The honest gain of each model's best personality, over models; null when it cannot be told. */
    @Nullable
    Estimate best(int[] of) {
        return bootstrap.estimate(effects -> best(effects, of));
    }

    static double best(Effects effects, int[] of) {
        return IntStream.of(of).mapToDouble(effects::best).average().orElse(Double.NaN);
    }
}
