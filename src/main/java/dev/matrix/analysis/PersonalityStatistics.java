package dev.matrix.analysis;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One personality of one model over benchmarks.
 *
 * @param mean unweighted mean of the benchmark scores; null when there is none
 * @param stdDev standard deviation (n-1) of the benchmark scores: the spread over benchmarks, no uncertainty; null for fewer than two
 * @param min lowest benchmark score; null when there is none
 * @param max highest benchmark score; null when there is none
 * @param benchmarks how many benchmarks have a score
 * @param vsBaseline the difference to baseline; null when no benchmark has a score in both
 */
public record PersonalityStatistics(
        @Nullable Double mean,
        @Nullable Double stdDev,
        @Nullable Double min,
        @Nullable Double max,
        int benchmarks,
        @Nullable VsBaseline vsBaseline) {

    /**
     * The difference to the baseline of the same model, over the benchmarks that have a score in both.
     *
     * @param absolute mean minus baseline's mean, a share: 0.08 is 8 points
     * @param relative the same divided by baseline's mean: 0.2 is 20 % more; null when baseline's mean is 0
     * @param benchmarks how many benchmarks it rests on
     */
    public record VsBaseline(double absolute, @Nullable Double relative, int benchmarks) {}

    /**
     * Computes them.
     *
     * @param scores score by benchmark; a null value or an absent key is a benchmark without a score, 0.0 is a score
     * @param baseline the same for baseline
     */
    public static PersonalityStatistics of(
            Map<String, ? extends @Nullable Double> scores, Map<String, ? extends @Nullable Double> baseline) {
        double[] valid = values(scores.values());
        boolean none = valid.length == 0;
        return new PersonalityStatistics(
                none ? null : Double.valueOf(MeanOverBenchmarks.mean(valid)),
                valid.length < 2 ? null : Double.valueOf(Moments.of(valid).standardDeviation()),
                none ? null : Double.valueOf(Arrays.stream(valid).min().getAsDouble()),
                none ? null : Double.valueOf(Arrays.stream(valid).max().getAsDouble()),
                valid.length,
                versus(scores, baseline));
    }

    private static @Nullable VsBaseline versus(
            Map<String, ? extends @Nullable Double> scores, Map<String, ? extends @Nullable Double> baseline) {
        List<String> common = scores.keySet().stream()
                .filter(benchmark -> scores.get(benchmark) != null && baseline.get(benchmark) != null)
                .toList();
        if (common.isEmpty()) {
            return null;
        }
        double mean = mean(scores, common);
        double reference = mean(baseline, common);
        Double relative = reference == 0 ? null : Double.valueOf((mean - reference) / reference);
        return new VsBaseline(mean - reference, relative, common.size());
    }

    private static double mean(Map<String, ? extends @Nullable Double> scores, List<String> benchmarks) {
        return MeanOverBenchmarks.mean(benchmarks.stream()
                .mapToDouble(benchmark -> Objects.requireNonNull(scores.get(benchmark)))
                .toArray());
    }

    private static double[] values(Collection<? extends @Nullable Double> scores) {
        return scores.stream()
                .filter(Objects::nonNull)
                .mapToDouble(score -> Objects.requireNonNull(score))
                .toArray();
    }
}
