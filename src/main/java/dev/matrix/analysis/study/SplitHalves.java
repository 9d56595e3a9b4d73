package dev.matrix.analysis.study;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The best personality of each model, honestly: chosen on one half of the items and measured on the other, both ways, over {@value #SPLITS} random cuts. The
 * largest of several effects on the same items is too large by the luck of the choice.
 */
final class SplitHalves {

    static final int SPLITS = 20;

    private final EffectTable table;
    private final Halves[] cuts = new Halves[2 * SPLITS];

    SplitHalves(EffectTable table, long seed) {
        this.table = table;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < SPLITS; i++) {
            Halves cut = Halves.of(table.once(), random);
            cuts[2 * i] = cut;
            cuts[2 * i + 1] = cut.swapped();
        }
    }

    /** The honest best effect of a model; NaN when a half is empty. */
    double best(int model) {
        return best(model, model);
    }

    /**
     * The effect that the best personality of one model has in another: both on halves that do not overlap, so that luck on shared items is left out.
     *
     * @param chooser whose first half chooses
     * @param model whose second half measures
     */
    double best(int chooser, int model) {
        double sum = 0;
        for (Halves cut : cuts) {
            int chosen = chosen(chooser, cut.first());
            sum += chosen < 0 ? Double.NaN : table.effect(model, table.suite()[chosen], cut.second());
        }
        return sum / cuts.length;
    }

    /** The place in the suite; -1 when no personality has an effect on these items. */
    private int chosen(int model, ItemWeights weights) {
        return Effects.largest(IntStream.of(table.suite())
                .mapToDouble(place -> table.effect(model, place, weights))
                .toArray());
    }

    /** How often the halves chose the personality that they chose most, and which; null when they chose none. */
    Map.@Nullable Entry<String, Double> favourite(int model) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Halves cut : cuts) {
            int chosen = chosen(model, cut.first());
            if (chosen >= 0) {
                counts.merge(table.personalities().get(table.suite()[chosen]), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> Map.entry(entry.getKey(), (double) entry.getValue() / cuts.length))
                .orElse(null);
    }
}
