package dev.matrix.analysis.study;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is best on a small model is good on a larger one.
 *
 * @param pairs every smaller with every larger model, by measured size
 * @param chosen mean effect on the larger model of the personality chosen on half of the smaller one's items, on the other half; null
 *     without pairs
 * @param meanRegret mean over the pairs of their regret; null without pairs
 * @param reason why it cannot be told; empty when it can
 */
public record Transfer(
        List<Pair> pairs,
        @Nullable Estimate chosen,
        @Nullable Double meanRegret,
        String reason) {

    public Transfer {
        pairs = List.copyOf(pairs);
    }

    /**
     * A smaller and a larger model.
     *
     * @param personality the best on all items of the smaller one
     * @param onSmaller its effect there: too large by luck
     * @param onLarger its effect on the larger one
     * @param bestOnLarger the best on all items of the larger one
     * @param transferred effect on the larger one of what half of the smaller one's items choose, measured on the other half of the items
     * @param regret honest best gain of the larger one minus {@code transferred}: what is lost by not choosing on the larger one itself
     * @param correlation of the suite's effects in both; null when one of them orders nothing
     */
    public record Pair(
            String smaller,
            String larger,
            String personality,
            double onSmaller,
            Estimate onLarger,
            String bestOnLarger,
            double transferred,
            double regret,
            @Nullable RankCorrelation correlation) {}

    static Transfer of(Evidence evidence) {
        List<Pair> pairs = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        for (int smaller : evidence.sized()) {
            for (int larger : evidence.sized()) {
                if (evidence.model(smaller).parameters()
                        < evidence.model(larger).parameters()) {
                    Pair pair = pair(evidence, smaller, larger);
                    if (pair != null) {
                        pairs.add(pair);
                        places.add(new int[] {smaller, larger});
                    }
                }
            }
        }
        if (pairs.isEmpty()) {
            return new Transfer(
                    pairs,
                    null,
                    null,
                    "cannot tell, " + Words.count(evidence.sized().length, "model") + " of known and different size");
        }
        Estimate chosen = evidence.bootstrap()
                .estimate(effects -> places.stream()
                        .mapToDouble(place -> effects.transferred(new int[] {place[0]}, place[1]))
                        .average()
                        .orElse(Double.NaN));
        double regret = pairs.stream().mapToDouble(Pair::regret).average().orElse(Double.NaN);
        return new Transfer(pairs, chosen, regret, "");
    }

    /** The place of the personality that is best on all items. */
    private static int best(Evidence evidence, int model) {
        return evidence.table().suite()[Effects.largest(evidence.observed().suite(model))];
    }

    private static @Nullable Pair pair(Evidence evidence, int smaller, int larger) {
        int chosen = best(evidence, smaller);
        Estimate onLarger = evidence.bootstrap().estimate(effects -> effects.of(larger, chosen));
        if (onLarger == null) {
            return null;
        }
        double transferred = evidence.observed().transferred(new int[] {smaller}, larger);
        return new Pair(
                evidence.model(smaller).name(),
                evidence.model(larger).name(),
                evidence.personality(chosen),
                evidence.observed().of(smaller, chosen),
                onLarger,
                evidence.personality(best(evidence, larger)),
                transferred,
                evidence.observed().best(larger) - transferred,
                RankCorrelation.of(
                        evidence.observed().suite(smaller), evidence.observed().suite(larger)));
    }
}
