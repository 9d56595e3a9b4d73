package dev.matrix.app;

import dev.matrix.analysis.CellStatus;
import dev.matrix.analysis.CellSummary;
import dev.matrix.analysis.FormatEffect;
import dev.matrix.dataset.KeyStatistics;
import dev.matrix.domain.Combination;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Personality;
import dev.matrix.execution.ExecutionSummary;
import dev.matrix.plan.CombinationFingerprint;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.CellResult;
import dev.matrix.store.Checkpoint;
import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Joins a run's scores with its manifest into results.json and the checkpoint. Thread-safe as far as the score board is. */
final class ResultsAssembly {

    /** The status of a combination whose trials were not all asked yet: neither failed nor scored. */
    private static final String UNFINISHED = "unfinished";

    private final Supplier<Manifest> manifest;
    private final Map<String, ItemSet> items;
    private final ScoreBoard board;
    private final Conversations conversations;
    private final String programVersion;
    private final Map<String, KeyStatistics> keys = new ConcurrentHashMap<>();

    /**
     * @param manifest as it is when asked
     * @param items by benchmark name
     */
    ResultsAssembly(
            Supplier<Manifest> manifest,
            Map<String, ItemSet> items,
            ScoreBoard board,
            Conversations conversations,
            String programVersion) {
        this.manifest = manifest;
        this.items = items;
        this.board = board;
        this.conversations = conversations;
        this.programVersion = programVersion;
    }

    Checkpoint checkpoint(String runId, Instant now) {
        List<String> completed = new ArrayList<>();
        List<String> remaining = new ArrayList<>();
        Map<String, CellResult> results = new LinkedHashMap<>();
        for (ScoreCell cell : board.cells()) {
            String id = cell.planned().id();
            if (cell.isComplete()) {
                completed.add(id);
                results.put(id, result(cell));
            } else {
                remaining.add(id);
            }
        }
        return new Checkpoint(Checkpoint.FORMAT_VERSION, runId, now, completed, remaining, results);
    }

    /** The results after an invocation. */
    Results results(ExecutionSummary summary, Instant now) {
        return results(execution(summary), now);
    }

    /** The results without an invocation; what the last one measured is kept. */
    Results results(Optional<Results.Execution> measured, Instant now) {
        return results(
                measured.orElseGet(() -> new Results.Execution(
                        0,
                        requestSeconds(),
                        0,
                        0,
                        manifest.get().loads().size(),
                        promptTokens(),
                        generatedTokens(),
                        null,
                        gpuShare(),
                        manifest.get().revisions().size())),
                now);
    }

    private Results results(Results.Execution execution, Instant now) {
        Map<String, CellResult> cells = new LinkedHashMap<>();
        List<Results.FlatCombination> flat = new ArrayList<>();
        for (ScoreCell cell : board.cells()) {
            CellResult result = result(cell);
            cells.put(cell.planned().id(), result);
            flat.add(flat(cell, result));
        }
        String nested = manifest.get().axes().get(0).id();
        return new Results(
                Results.FORMAT_VERSION,
                new ResultsMetadata(manifest.get(), items, programVersion).metadata(now),
                nested(cells, nested),
                new ResultsStatistics(board, cells, nested).statistics(),
                execution,
                flat);
    }

    private Map<String, Map<String, Map<String, CellResult>>> nested(Map<String, CellResult> cells, String setting) {
        Map<String, Map<String, Map<String, CellResult>>> nested = new LinkedHashMap<>();
        for (PlannedCombination planned : board.planned()) {
            Combination combination = planned.combination();
            if (combination.setting().id().equals(setting)) {
                nested.computeIfAbsent(combination.model().name(), model -> new LinkedHashMap<>())
                        .computeIfAbsent(combination.personality().name(), personality -> new LinkedHashMap<>())
                        .put(combination.benchmark().name(), cells.get(planned.id()));
            }
        }
        return nested;
    }

    private Results.FlatCombination flat(ScoreCell cell, CellResult result) {
        Combination combination = cell.combination();
        return new Results.FlatCombination(
                cell.planned().id(),
                combination.model().name(),
                combination.personality().name(),
                combination.benchmark().name(),
                combination.setting().axes(),
                fingerprint(cell.planned()),
                result);
    }

    /** Empty while the protocol is not chosen. */
    private String fingerprint(PlannedCombination planned) {
        PlannedKeys planKeys = new PlannedKeys(manifest.get(), conversations);
        if (planKeys.readBy(planned.combination()).isEmpty()) {
            return "";
        }
        CombinationFingerprint print = new CombinationFingerprint(new Scorer().version());
        planned.items().forEach(item -> {
            for (int repeat = 0; repeat < planned.repeats(); repeat++) {
                planKeys.key(planned.combination(), item, repeat).ifPresent(print::add);
            }
        });
        return print.hex();
    }

    private CellResult result(ScoreCell cell) {
        Combination combination = cell.combination();
        CellSummary summary = cell.summary(manifest.get().settings().maxMissing());
        ItemSet set = items.get(combination.benchmark().name());
        KeyStatistics statistics = keys.computeIfAbsent(
                combination.benchmark().name(),
                name -> KeyStatistics.of(cell.planned().items()));
        boolean unfinished = cell.isUnfinished();
        boolean failed = !unfinished && summary.status() == CellStatus.FAILED;
        return new CellResult(
                unfinished ? null : summary.score(),
                summary.rawScore(),
                summary.total(),
                cell.requestSeconds(),
                unfinished ? UNFINISHED : summary.status().label(),
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
                combination.benchmark().comparableWith());
    }

    private @Nullable Double baselineMass(Combination combination) {
        Combination baseline = new Combination(
                combination.model(), Personality.baseline(), combination.benchmark(), combination.setting());
        return board.cell(baseline)
                .map(cell ->
                        cell.summary(manifest.get().settings().maxMissing()).letterMass())
                .orElse(null);
    }

    private static String reason(ScoreCell cell, CellSummary summary) {
        String error = cell.error();
        return error != null
                ? error
                : summary.missing() + " of " + summary.planned()
                        + " trials are missing, more than --max-missing allows";
    }

    private static <T> Map<String, T> labelled(Map<Outcome, T> counts) {
        Map<String, T> labelled = new LinkedHashMap<>();
        counts.forEach((outcome, count) -> labelled.put(outcome.label(), count));
        return labelled;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private Results.Execution execution(ExecutionSummary summary) {
        double generating = summary.generateNanos() / 1e9;
        return new Results.Execution(
                summary.wall().toMillis() / 1000.0,
                requestSeconds(),
                summary.requests(),
                summary.retries(),
                summary.loads(),
                promptTokens(),
                generatedTokens(),
                generating <= 0 ? null : summary.generatedTokens() / generating,
                gpuShare(),
                manifest.get().revisions().size());
    }

    private double requestSeconds() {
        return board.cells().stream().mapToDouble(ScoreCell::requestSeconds).sum();
    }

    private long promptTokens() {
        return board.cells().stream().mapToLong(ScoreCell::promptTokens).sum();
    }

    private long generatedTokens() {
        return board.cells().stream().mapToLong(ScoreCell::generatedTokens).sum();
    }

    private @Nullable Double gpuShare() {
        long size = manifest.get().loads().stream()
                .mapToLong(Manifest.LoadRecord::sizeBytes)
                .sum();
        long gpu = manifest.get().loads().stream()
                .mapToLong(Manifest.LoadRecord::gpuBytes)
                .sum();
        return size == 0 ? null : (double) gpu / size;
    }
}
