package dev.matrix.app;

import dev.matrix.analysis.NoiseFloor;
import dev.matrix.domain.Combination;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import dev.matrix.plan.WorkEstimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left to do of a prepared run in figures, for people and for {@code --json}.
 *
 * @param rest true when it is a part of the run: the combinations are then no product of the axes
 * @param models how many of each axis go into the matrix
 * @param tokens prompt and reply tokens together
 * @param seconds the geometric mean of the two guesses
 * @param lowSeconds guess for a fast machine
 * @param highSeconds guess for a slow one
 * @param differences by benchmark as shown to people: what so many items can tell
 * @param points the same by benchmark name, in points
 */
public record PlanSummary(
        boolean rest,
        int models,
        int personalities,
        int benchmarks,
        int settings,
        List<Entry> combinations,
        int trials,
        long requests,
        long tokens,
        double seconds,
        double lowSeconds,
        double highSeconds,
        Map<String, String> differences,
        Map<String, Double> points) {

    /** One combination. */
    public record Entry(
            String id,
            String model,
            String personality,
            String benchmark,
            Map<String, String> setting,
            int items,
            int repeats) {}

    static PlanSummary of(PreparedRun prepared) {
        Map<String, String> differences = new LinkedHashMap<>();
        Map<String, Double> points = new LinkedHashMap<>();
        for (BenchmarkItems benchmark : prepared.benchmarks()) {
            int items = benchmark.items().items().size();
            differences.put(benchmark.shownAs(), NoiseFloor.sentence(items));
            points.put(benchmark.benchmark().name(), NoiseFloor.points(items));
        }
        RunPlan rest = prepared.rest();
        WorkEstimate estimate = prepared.estimate();
        return new PlanSummary(
                prepared.request().storage().resume(),
                prepared.models().size(),
                prepared.personalities().size(),
                prepared.benchmarks().size(),
                prepared.settings().size(),
                rest.combinations().map(PlanSummary::entry).toList(),
                rest.trials(),
                estimate.requests(),
                estimate.promptTokens() + estimate.generatedTokens(),
                estimate.seconds(),
                estimate.lowSeconds(),
                estimate.highSeconds(),
                differences,
                points);
    }

    private static Entry entry(PlannedCombination planned) {
        Combination combination = planned.combination();
        return new Entry(
                planned.id(),
                combination.model().name(),
                combination.personality().name(),
                combination.benchmark().name(),
                combination.setting().axes(),
                planned.items().size(),
                planned.repeats());
    }
}
