package dev.matrix.app;

import dev.matrix.analysis.CellAccumulator;
import dev.matrix.analysis.Studies;
import dev.matrix.analysis.Study;
import dev.matrix.analysis.StudyData;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Engine;
import dev.matrix.domain.ItemSet;
import dev.matrix.execution.ExecutionSummary;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.store.CellResult;
import dev.matrix.store.Checkpoint;
import dev.matrix.store.LmEvalRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import dev.matrix.store.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Joins a run's scores with its manifest into results.json and the checkpoint. Thread-safe. */
final class ResultsAssembly {

    private final Map<String, ItemSet> items;
    private final ScoreBoard board;
    private final CellResults cellResults;
    private final StudyBenchmarks benchmarks;
    private final Supplier<Map<String, LmEvalRecord>> lmEval;
    private final String programVersion;

    /**
     * @param items by benchmark name
     * @param engine who asked
     * @param lmEval what lm-eval said, by combination; asked anew each time
     */
    ResultsAssembly(
            Map<String, ItemSet> items,
            ScoreBoard board,
            String programVersion,
            Engine engine,
            Supplier<Map<String, LmEvalRecord>> lmEval) {
        this.items = items;
        this.board = board;
        this.cellResults = new CellResults(items, board, engine, lmEval);
        this.benchmarks = new StudyBenchmarks(items);
        this.lmEval = lmEval;
        this.programVersion = programVersion;
    }

    Checkpoint checkpoint(Manifest manifest, Instant now) {
        List<String> completed = new ArrayList<>();
        List<String> remaining = new ArrayList<>();
        Map<String, CellResult> results = new LinkedHashMap<>();
        for (ScoreCell cell : board.matrix().toList()) {
            String id = cell.planned().id();
            if (cell.isComplete()) {
                completed.add(id);
                results.put(id, result(manifest, cell, false));
            } else {
                remaining.add(id);
            }
        }
        return new Checkpoint(Checkpoint.FORMAT_VERSION, manifest.runId(), now, completed, remaining, results);
    }

    /**
     * The results after an invocation.
     *
     * @param before what the results say so far of times and counts
     */
    Results results(Manifest manifest, ExecutionSummary summary, Optional<Results.Execution> before, Instant now) {
        return results(manifest, new ResultsExecution(manifest, board).of(summary, before), now, study(manifest));
    }

    /**
     * The results without an invocation.
     *
     * @param before what the results say so far of times and counts
     */
    Results results(Manifest manifest, Optional<Results.Execution> before, Instant now) {
        return results(manifest, before, now, study(manifest));
    }

    /** The same where {@link #study} was asked before. */
    Results results(Manifest manifest, Optional<Results.Execution> before, Instant now, Study study) {
        return results(manifest, new ResultsExecution(manifest, board).rebuilt(before), now, study);
    }

    private Results results(Manifest manifest, Results.Execution execution, Instant now, Study study) {
        Map<String, CellResult> cells = new LinkedHashMap<>();
        List<Results.FlatCombination> flat = new ArrayList<>();
        for (ScoreCell cell : board.matrix().toList()) {
            CellResult result = result(manifest, cell, manifest.state() == RunState.INTERRUPTED);
            cells.put(cell.planned().id(), result);
            flat.add(flat(cell, result));
        }
        String nested = manifest.axes().get(0).id();
        ResultsStudy said = new ResultsStudy(study);
        return new Results(
                Results.FORMAT_VERSION,
                new ResultsMetadata(
                                manifest, items, programVersion, lmEval.get().values())
                        .metadata(now),
                nested(cells, nested),
                new ResultsStatistics(board, cells, nested).statistics(),
                execution,
                flat,
                said.verdicts(),
                said.controls(),
                said.inWords(),
                controls(manifest),
                said.notCompared());
    }

    /** What the scores say of personalities. */
    Study study(Manifest manifest) {
        return Studies.analyze(input(manifest));
    }

    /** What analysis is given of scores that do not grow any more. */
    StudyData input(Manifest manifest) {
        return input(manifest, ScoreCell::scores);
    }

    /** What analysis is given of the scores as they are now, while servers go on answering. */
    StudyData inputNow(Manifest manifest) {
        return input(manifest, ScoreCell::scoresNow);
    }

    private StudyData input(Manifest manifest, Function<ScoreCell, CellAccumulator> scores) {
        boolean cutShort = manifest.state() == RunState.INTERRUPTED;
        return new StudyInput(manifest, benchmarks, cell -> cellResults.status(cell, cutShort), scores).of(board);
    }

    private CellResult result(Manifest manifest, ScoreCell cell, boolean cutShort) {
        String id = cell.planned().id();
        Manifest.StopRecord stop = manifest.stops().stream()
                .filter(each -> each.combination().equals(id))
                .findFirst()
                .orElse(null);
        return cellResults.of(cell, cutShort, stop);
    }

    private List<Results.FlatCombination> controls(Manifest manifest) {
        return board.controls()
                .map(cell -> flat(cell, result(manifest, cell, manifest.state() == RunState.INTERRUPTED)))
                .toList();
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

    private static Results.FlatCombination flat(ScoreCell cell, CellResult result) {
        Combination combination = cell.combination();
        return new Results.FlatCombination(
                cell.planned().id(),
                combination.model().name(),
                combination.personality().name(),
                combination.benchmark().name(),
                combination.setting().axes(),
                cell.fingerprint(),
                result);
    }
}
