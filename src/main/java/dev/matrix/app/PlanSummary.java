package dev.matrix.app;

import dev.matrix.analysis.SamplingNoise;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Concurrency;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import dev.matrix.plan.WorkEstimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do of a prepared run in figures, for people and for {@code --json}.
 *
 * @param rest true when it is a part of the run: the combinations are then no product of the axes
 * @param names those of the whole run
 * @param controlTrials of {@code trials}, those that ask baseline a second time: none of the combinations
 * @param models how many of each axis go into the matrix
 * @param tokens prompt and reply tokens together
 * @param basis where the seconds come from
 * @param seconds as measured, or the geometric mean of the two guesses
 * @param lowSeconds at the least: guessed for a fast machine, or somewhat less than was measured
 * @param highSeconds at the most: guessed for a slow one, or somewhat more than was measured
 * @param differences by benchmark as shown to people: what so many items can tell
 * @param points the same by benchmark name, in points
 * @param power what so many items can find, by the comparisons of the whole run
 * @param budget how the run's time is shared out; null when it has as much as it needs
 * @param shard which part of the run it is; null when it is all of it
 * @param concurrency requests in flight, or that they will be measured
 */
public record PlanSummary(
        boolean rest,
        int models,
        int personalities,
        int benchmarks,
        int settings,
        List<Entry> combinations,
        PlanNames names,
        int trials,
        int controlTrials,
        long requests,
        long tokens,
        Basis basis,
        double seconds,
        double lowSeconds,
        double highSeconds,
        Map<String, String> differences,
        Map<String, Double> points,
        PlannedPower power,
        @Nullable Budget budget,
        @Nullable PlannedShard shard,
        Concurrency concurrency) {

    /** Where an expected time comes from. */
    public enum Basis {
        /** Nothing was measured yet. */
        GUESSED,
        /** Of all kinds of work that are left, trials were timed. */
        MEASURED,
        /** Of some kinds none was timed; their time is in proportion to the others'. */
        SCALED
    }

    /** One combination. */
    public record Entry(
            String id,
            String model,
            String personality,
            String benchmark,
            Map<String, String> setting,
            int items,
            int repeats) {}

    /**
     * How the run's time is shared out.
     *
     * @param seconds that are left of it
     */
    public record Budget(double seconds, List<Share> models) {}

    /**
     * A model's part of the time.
     *
     * @param items share of its items that it is enough for by the estimate, at most 1
     */
    public record Share(String model, double seconds, double items) {}

    static PlanSummary of(PreparedRun prepared) {
        Map<String, String> differences = new LinkedHashMap<>();
        Map<String, Double> points = new LinkedHashMap<>();
        for (BenchmarkItems benchmark : prepared.benchmarks()) {
            int items = benchmark.items().items().size();
            differences.put(benchmark.shownAs(), SamplingNoise.sentence(items));
            points.put(benchmark.benchmark().name(), SamplingNoise.points(items));
        }
        RunPlan rest = prepared.rest();
        WorkEstimate estimate = prepared.estimate();
        BudgetShares shares = new BudgetShares(prepared.request(), prepared.conversations());
        double share = prepared.servers().several()
                ? new HostTimes(prepared.servers(), shares.estimates(rest)).share(rest)
                : 1;
        Optional<MeasuredTime> measured = prepared.measuredTime();
        return new PlanSummary(
                prepared.request().storage().resume(),
                prepared.models().size(),
                prepared.personalities().size(),
                prepared.benchmarks().size(),
                prepared.settings().size(),
                rest.matrix().map(PlanSummary::entry).toList(),
                PlanNames.of(prepared),
                rest.trials(),
                rest.trials()
                        - rest.matrix().mapToInt(PlannedCombination::trials).sum(),
                estimate.requests(),
                estimate.promptTokens() + estimate.generatedTokens(),
                measured.map(PlanSummary::basis).orElse(Basis.GUESSED),
                measured.map(MeasuredTime::seconds).orElse(estimate.seconds() * share),
                measured.map(MeasuredTime::lowSeconds).orElse(estimate.lowSeconds() * share),
                measured.map(MeasuredTime::highSeconds).orElse(estimate.highSeconds() * share),
                differences,
                points,
                PlannedPower.of(prepared),
                shares.shares(rest, prepared.pace(), measured).orElse(null),
                PlannedShard.of(prepared),
                prepared.request().server().concurrency());
    }

    private static Basis basis(MeasuredTime time) {
        return time.scaled() > 0 ? Basis.SCALED : Basis.MEASURED;
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
