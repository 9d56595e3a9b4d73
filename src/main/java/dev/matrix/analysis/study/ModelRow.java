package dev.matrix.analysis.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One model of the study.
 *
 * @param tier null when its size is unknown
 * @param mean mean gain of the suite's personalities over baseline
 * @param best gain of its best personality, chosen on one half of the items and measured on the other
 * @param bestName the personality with the largest effect on all items
 * @param bestOnSameItems its effect on the items that chose it: too large by luck
 * @param favourite the personality that the halves chose most often
 * @param favouriteShare how often
 */
public record ModelRow(
        StudiedModel model,
        @Nullable Tier tier,
        @Nullable Estimate mean,
        @Nullable Estimate best,
        String bestName,
        double bestOnSameItems,
        @Nullable String favourite,
        double favouriteShare,
        List<Effect> effects) {

    public ModelRow {
        effects = List.copyOf(effects);
    }

    /**
     * The effect of one personality in the model.
     *
     * @param items that were compared, over all benchmarks
     */
    public record Effect(String personality, int items, Estimate effect) {}

    static List<ModelRow> of(Evidence evidence) {
        List<ModelRow> rows = new ArrayList<>();
        for (int model : evidence.models()) {
            rows.add(row(evidence, model));
        }
        return rows;
    }

    private static ModelRow row(Evidence evidence, int model) {
        List<Effect> effects = new ArrayList<>();
        for (int p = 0; p < evidence.table().personalities().size(); p++) {
            int personality = p;
            Estimate effect = evidence.bootstrap().estimate(each -> each.of(model, personality));
            if (effect != null) {
                effects.add(new Effect(
                        evidence.personality(personality), evidence.table().compared(model, personality), effect));
            }
        }
        double[] suite = evidence.observed().suite(model);
        int best = Effects.largest(suite);
        Map.Entry<String, Double> favourite = evidence.favourite(model);
        StudiedModel its = evidence.model(model);
        return new ModelRow(
                its,
                Tier.of(its.size()),
                evidence.mean(new int[] {model}),
                evidence.best(new int[] {model}),
                evidence.personality(evidence.table().suite()[best]),
                suite[best],
                favourite == null ? null : favourite.getKey(),
                favourite == null ? 0 : favourite.getValue(),
                effects);
    }
}
