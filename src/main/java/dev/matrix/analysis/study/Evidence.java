package dev.matrix.analysis.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What every section of the report is computed from. */
record Evidence(EffectTable table, Effects observed, ItemBootstrap bootstrap, long seed) {

    /** Random cuts of the items, each used both ways. */
    static final int SPLITS = 20;

    static Evidence of(EffectTable table, long seed) {
        ItemWeights once = table.once();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Crossing> crossings = new ArrayList<>();
        for (int split = 0; split < SPLITS; split++) {
            Halves cut = Halves.of(once, random);
            crossings.add(Crossing.of(table, cut));
            crossings.add(Crossing.of(table, cut.swapped()));
        }
        Effects observed = new Effects(
                table.effects((model, personality) -> table.effect(model, personality, once)),
                crossings,
                table.suite());
        return new Evidence(table, observed, ItemBootstrap.of(table, observed, seed), seed);
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
    int[] models(Predicate<StudiedModel> wanted) {
        return IntStream.of(models()).filter(place -> wanted.test(model(place))).toArray();
    }

    /** The places of the models that have an effect of the personality. */
    int[] having(int[] of, int personality) {
        return IntStream.of(of)
                .filter(model -> observed.has(model, personality))
                .toArray();
    }

    /** The personality that the halves of a model's items choose most often, with how often; null when they choose none. */
    Map.@Nullable Entry<String, Double> favourite(int model) {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        for (Crossing crossing : observed.crossings()) {
            int chosen = crossing.chosen(new int[] {model}, table.suite());
            if (chosen >= 0) {
                counts.merge(chosen, 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> Map.entry(personality(entry.getKey()), (double) entry.getValue() / (2 * SPLITS)))
                .orElse(null);
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
