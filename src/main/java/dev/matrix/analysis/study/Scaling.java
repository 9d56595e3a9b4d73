package dev.matrix.analysis.study;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scaling curve: how gains change with the measured count of parameters. Its points are the models' own rows.
 *
 * @param mean slope of the suite's mean gain
 * @param best slope of the best personality's gain
 * @param personalities slope of each personality
 * @param largest the size class with the largest best gain; null for fewer than two classes
 * @param lead its best gain minus that of the next class; null likewise
 * @param next the next class; null likewise
 */
public record Scaling(
        SizeSlope mean,
        SizeSlope best,
        List<PersonalitySlope> personalities,
        @Nullable Tier largest,
        @Nullable Tier next,
        @Nullable Estimate lead) {

    public Scaling {
        personalities = List.copyOf(personalities);
    }

    /** The slope of one personality. */
    public record PersonalitySlope(String personality, SizeSlope slope) {}

    static Scaling of(Evidence evidence, List<TierRow> tiers) {
        EffectTable table = evidence.table();
        ItemBootstrap bootstrap = evidence.bootstrap();
        int[] sized = evidence.sized();
        List<PersonalitySlope> slopes = new ArrayList<>();
        for (int p = 0; p < table.personalities().size(); p++) {
            int personality = p;
            int[] models = evidence.having(sized, personality);
            if (models.length > 0) {
                slopes.add(new PersonalitySlope(
                        evidence.personality(personality),
                        SizeSlope.of(table, bootstrap, models, (effects, model) -> effects.of(model, personality))));
            }
        }
        List<TierRow> ordered = tiers.stream()
                .filter(row -> row.best() != null)
                .sorted((left, right) -> Double.compare(value(right), value(left)))
                .toList();
        boolean two = ordered.size() > 1;
        return new Scaling(
                SizeSlope.of(table, bootstrap, sized, Effects::mean),
                SizeSlope.of(table, bootstrap, sized, Effects::best),
                slopes,
                two ? ordered.get(0).tier() : null,
                two ? ordered.get(1).tier() : null,
                two ? lead(evidence, ordered.get(0).tier(), ordered.get(1).tier()) : null);
    }

    private static double value(TierRow row) {
        Estimate best = row.best();
        return best == null ? Double.NaN : best.value();
    }

    private static @Nullable Estimate lead(Evidence evidence, Tier first, Tier second) {
        int[] ahead = evidence.models(model -> Tier.of(model.size()) == first);
        int[] behind = evidence.models(model -> Tier.of(model.size()) == second);
        return evidence.bootstrap().estimate(effects -> Evidence.best(effects, ahead) - Evidence.best(effects, behind));
    }
}
