package dev.matrix.analysis.study;

import dev.matrix.analysis.MeanOverBenchmarks;
import dev.matrix.analysis.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same personality in the same model in several runs, e.g. under other seeds: how far an effect moves when nothing of it changes. Each run's effect is
 * the mean over its benchmarks.
 *
 * @param runs names of the runs, in order
 * @param effects one a run
 * @param standardDeviation over the runs, with n - 1
 * @param claimed the effect that somebody published; null when nobody did
 */
public record Replication(
        String model,
        String personality,
        List<String> runs,
        List<Double> effects,
        double standardDeviation,
        @Nullable Double claimed) {

    public Replication {
        runs = List.copyOf(runs);
        effects = List.copyOf(effects);
    }

    /** The smallest effect that was seen. */
    public double smallest() {
        return effects.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /** The largest effect that was seen. */
    public double largest() {
        return effects.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** How many runs saw an effect at least as large as the claimed one, in its direction; 0 without a claim. */
    public int asLarge() {
        Double claim = claimed;
        return claim == null
                ? 0
                : (int) effects.stream()
                        .filter(effect -> claim < 0 ? effect <= claim : effect >= claim)
                        .count();
    }

    static List<Replication> of(List<StudyEffects.Replicate> replicates, List<StudyEffects.Claim> claims) {
        Map<List<String>, List<StudyEffects.Replicate>> groups = new LinkedHashMap<>();
        replicates.forEach(
                each -> groups.computeIfAbsent(List.of(each.model(), each.personality()), key -> new ArrayList<>())
                        .add(each));
        return groups.values().stream()
                .filter(group -> group.size() > 1)
                .map(group -> replication(group, claims))
                .toList();
    }

    private static Replication replication(List<StudyEffects.Replicate> group, List<StudyEffects.Claim> claims) {
        double[] effects = group.stream()
                .mapToDouble(each -> MeanOverBenchmarks.mean(
                        each.cells().stream().mapToDouble(EffectCell::mean).toArray()))
                .toArray();
        StudyEffects.Replicate first = group.get(0);
        return new Replication(
                first.model(),
                first.personality(),
                group.stream().map(StudyEffects.Replicate::run).toList(),
                Arrays.stream(effects).boxed().toList(),
                Moments.of(effects).standardDeviation(),
                claims.stream()
                        .filter(claim -> claim.model().equals(first.model())
                                && claim.personality().equals(first.personality()))
                        .map(StudyEffects.Claim::effect)
                        .findFirst()
                        .orElse(null));
    }
}
