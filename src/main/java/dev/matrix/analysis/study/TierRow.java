package dev.matrix.analysis.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The models of one size class.
 *
 * @param mean mean gain of the suite over these models
 * @param best mean gain of each model's best personality, chosen and measured on different halves of the items
 */
public record TierRow(
        Tier tier,
        List<String> models,
        @Nullable Estimate mean,
        @Nullable Estimate best) {

    public TierRow {
        models = List.copyOf(models);
    }

    static List<TierRow> of(Evidence evidence) {
        List<TierRow> rows = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            int[] models = evidence.models(model -> Tier.of(model.size()) == tier);
            if (models.length > 0) {
                rows.add(new TierRow(tier, names(evidence, models), evidence.mean(models), evidence.best(models)));
            }
        }
        return rows;
    }

    static List<String> names(Evidence evidence, int[] models) {
        return IntStream.of(models)
                .mapToObj(place -> evidence.model(place).name())
                .toList();
    }
}
