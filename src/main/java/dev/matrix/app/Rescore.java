package dev.matrix.app;

import dev.matrix.domain.Engine;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.LmEvalRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import dev.matrix.store.RunDirectory;
import dev.matrix.store.RunStore;
import dev.matrix.store.StoredRun;
import dev.matrix.store.UnreadableLines;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Rebuilds results.json and the checkpoint from a run's own files: no network, no data files. */
public final class Rescore {

    private final Ports ports;
    private final RunStore store;

    public Rescore(Runs runs) {
        this.ports = runs.ports();
        this.store = runs.store();
    }

    /**
     * What rescoring found.
     *
     * @param warning which lines of the journal could not be read; empty when all could
     * @param changed combinations whose score differs from the file that was there
     * @param json the new results.json
     */
    public record Rescored(RunSummary summary, Optional<String> warning, int changed, String json) {}

    public Rescored rescore(String run) {
        try (RunDirectory directory = store.open(run)) {
            StoredRun stored = directory.stored();
            Manifest manifest = stored.manifest();
            StoredPlan plan = StoredPlan.of(stored);
            Map<String, LmEvalRecord> said = stored.lmEval();
            ScoreBoard board = new ScoreBoard(
                    plan.plan(), new Scorer(), manifest.settings().maxMissing());
            PlannedKeys keys = plan.keys();
            JournalState state =
                    JournalState.of(stored::forEachTrial, plan.plan().combinations(), keys);
            UnreadableLines unreadable = board.prime(stored::forEachTrial, state, keys);
            manifest.failures().forEach(failure -> board.failed(failure.combination(), failure.error()));
            ResultsAssembly assembly = new ResultsAssembly(
                    plan.items(),
                    board,
                    ports.programVersion(),
                    Engine.of(manifest.settings().engine()),
                    () -> said);
            Instant now = ports.clock().instant();
            Optional<Results> before = stored.readableResults();
            Results results = assembly.results(manifest, before.map(Results::execution), now);
            String json = directory.saveResults(results);
            directory.saveCheckpoint(board.combinations(), () -> assembly.checkpoint(manifest.runId(), now));
            return new Rescored(
                    RunSummary.of(directory.directory(), results),
                    unreadable.warning(),
                    changed(before, results),
                    json);
        }
    }

    private static int changed(Optional<Results> before, Results after) {
        Map<String, Optional<Double>> scores = new HashMap<>();
        before.ifPresent(old -> old.combinations()
                .forEach(was ->
                        scores.put(was.id(), Optional.ofNullable(was.cell().score()))));
        return (int) after.combinations().stream()
                .filter(now -> !Optional.ofNullable(now.cell().score()).equals(scores.get(now.id())))
                .count();
    }
}
