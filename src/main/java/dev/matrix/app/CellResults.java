package dev.matrix.app;

import dev.matrix.analysis.CellSummary;
import dev.matrix.analysis.FormatEffect;
import dev.matrix.dataset.KeyStatistics;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.CellStatus;
import dev.matrix.domain.Combination;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.Engine;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Personality;
import dev.matrix.store.CellResult;
import dev.matrix.store.LmEvalRecord;
import dev.matrix.store.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what one combination of the score board has come to. Thread-safe. */
final class CellResults {

    private final Map<String, ItemSet> items;
    private final ScoreBoard board;
    private final Engine engine;
    private final Supplier<Map<String, LmEvalRecord>> lmEval;
    private final Map<String, KeyStatistics> keys = new ConcurrentHashMap<>();

    /**
     * @param items by benchmark name
     * @param engine who asks
     * @param lmEval what lm-eval said, by combination
     */
    CellResults(
            Map<String, ItemSet> items, ScoreBoard board, Engine engine, Supplier<Map<String, LmEvalRecord>> lmEval) {
        this.items = items;
        this.board = board;
        this.engine = engine;
        this.lmEval = lmEval;
    }

    /**
     * What one cell has come to.
     *
     * @param cutShort true when the run did not get to its end: what its server's silence took is unfinished, not failed
     * @param stop how far a rule of the run let it get; null where it was to be asked to its end
     */
    CellResult of(ScoreCell cell, boolean cutShort, Manifest.@Nullable StopRecord stop) {
        Combination combination = cell.combination();
        CellSummary summary = cell.summary();
        ItemSet set = items.get(combination.benchmark().name());
        KeyStatistics statistics = keys.computeIfAbsent(
                combination.benchmark().name(),
                name -> KeyStatistics.of(cell.planned().items()));
        CellStatus status = status(cell, cutShort);
        boolean unfinished = status == CellStatus.UNFINISHED;
        boolean failed = status == CellStatus.FAILED;
        return new CellResult(
                unfinished ? null : summary.score(),
                summary.rawScore(),
                summary.total(),
                cell.requestSeconds(),
                status,
                combination.benchmark().metric(),
                summary.unit(),
                cell.protocol() == null ? null : cell.protocol().label(),
                ResultsMetadata.kind(set == null ? DataKind.USER : set.kind()),
                summary.planned(),
                summary.missing(),
                labelled(summary.outcomes()),
                labelled(summary.rates()),
                summary.standardError(),
                summary.ci95() == null
                        ? null
                        : List.of(summary.ci95().low(), summary.ci95().high()),
                summary.strict(),
                summary.inFormat(),
                summary.ambiguous(),
                summary.letterMass(),
                FormatEffect.isFlagged(summary.letterMass(), baselineMass(combination)),
                finite(statistics.guess()),
                finite(statistics.majority()),
                cell.promptTokens(),
                cell.generatedTokens(),
                failed ? reason(cell, summary) : cell.error(),
                combination.benchmark().comparableWith(),
                unfinished ? null : secondary(combination.benchmark(), summary),
                combination.benchmark().lmEval() == null ? null : ResumedRequest.lower(BaselineSystem.NONE),
                (combination.benchmark().lmEval() == null && engine == Engine.NATIVE)
                        ? null
                        : combination.ownSystemStays(engine),
                lmEval.get().get(cell.planned().id()),
                engine == Engine.LM_EVAL ? cell.emptyReplies() : null,
                stop == null
                        ? null
                        : new CellResult.Reached(
                                stop.items(), cell.planned().items().size(), stop.by()));
    }

    /**
     * How much of a cell is there.
     *
     * @param cutShort as in {@link #of}
     */
    CellStatus status(ScoreCell cell, boolean cutShort) {
        CellStatus reached = cell.summary().status();
        boolean open = cutShort && reached == CellStatus.FAILED && cell.mayBeAskedAgain();
        return open || cell.isUnfinished() ? CellStatus.UNFINISHED : reached;
    }

    /** The metrics of one of lm-eval's own tasks by lm-eval's names; null for matrix's own benchmarks. */
    private static @Nullable Map<String, @Nullable Double> secondary(Benchmark benchmark, CellSummary summary) {
        if (benchmark.lmEval() == null) {
            return null;
        }
        List<LmEvalTask.FilterChain> chains = benchmark.lmEval().filters();
        String strict = "," + chains.get(0).name();
        String headline = "," + chains.get(chains.size() - 1).name();
        Map<String, @Nullable Double> metrics = new LinkedHashMap<>();
        metrics.put(benchmark.metric() + strict, summary.strict());
        metrics.put(benchmark.metric() + "_stderr" + strict, summary.strictError());
        metrics.put(benchmark.metric() + headline, summary.score());
        metrics.put(benchmark.metric() + "_stderr" + headline, summary.standardError());
        return metrics;
    }

    private @Nullable Double baselineMass(Combination combination) {
        Combination baseline = new Combination(
                combination.model(), Personality.baseline(), combination.benchmark(), combination.setting());
        return board.cell(baseline).map(cell -> cell.summary().letterMass()).orElse(null);
    }

    private static String reason(ScoreCell cell, CellSummary summary) {
        String error = cell.error();
        return error != null
                ? error
                : summary.missing() + " of " + summary.planned()
                        + " trials are missing, more than --max-missing allows"
                        + cell.firstFailure()
                                .map(why -> "; the first because: " + why)
                                .orElse("");
    }

    private static <T> Map<String, T> labelled(Map<Outcome, T> counts) {
        Map<String, T> labelled = new LinkedHashMap<>();
        counts.forEach((outcome, count) -> labelled.put(outcome.label(), count));
        return labelled;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
