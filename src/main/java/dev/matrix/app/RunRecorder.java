package dev.matrix.app;

import dev.matrix.app.lmeval.LmEvalParts;
import dev.matrix.domain.LoadReport;
import dev.matrix.domain.Trial;
import dev.matrix.execution.ExecutionEvent;
import dev.matrix.execution.ExecutionListener;
import dev.matrix.execution.ExecutionSummary;
import dev.matrix.execution.TrialSink;
import dev.matrix.store.Checkpoint;
import dev.matrix.store.LmEvalRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.RunDirectory;
import dev.matrix.store.RunState;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what happens: every trial goes into the journal before it is scored, every observation into the manifest, every finished combination into the
 * checkpoint. Thread-safe.
 */
final class RunRecorder implements TrialSink, ExecutionListener, LmEvalParts.Records {

    private final RunDirectory directory;
    private final ScoreBoard board;
    private final ResultsAssembly results;
    private final Clock clock;

    RunRecorder(RunDirectory directory, ScoreBoard board, ResultsAssembly results, Clock clock) {
        this.directory = directory;
        this.board = board;
        this.results = results;
        this.clock = clock;
    }

    @Override
    public void keep(Trial trial) {
        directory.append(trial);
    }

    @Override
    public void kept(Trial trial) {
        board.add(trial);
    }

    @Override
    public @Nullable LmEvalRecord of(String combination) {
        return directory.lmEval().get(combination);
    }

    @Override
    public void save(String combination, LmEvalRecord said) {
        directory.saveLmEval(combination, said);
    }

    @Override
    public double seconds(String combination) {
        return board.cells().stream()
                .filter(cell -> cell.planned().id().equals(combination))
                .mapToDouble(ScoreCell::requestSeconds)
                .sum();
    }

    @Override
    public void on(ExecutionEvent event) {
        Instant now = clock.instant();
        if (event instanceof ExecutionEvent.ProtocolChosen chosen) {
            board.protocolChosen(chosen.choice());
            directory.noteInManifest(manifest -> manifest.withProtocol(
                    new Manifest.ProtocolRecord(
                            chosen.choice().model(),
                            chosen.choice().benchmark(),
                            chosen.choice().readBy(),
                            chosen.choice().reason()),
                    now));
        } else if (event instanceof ExecutionEvent.BaselineChosen chosen) {
            directory.noteInManifest(manifest -> manifest.withBaseline(
                    new Manifest.BaselineRecord(chosen.model().name(), chosen.baseline(), chosen.reason()), now));
        } else if (event instanceof ExecutionEvent.ConcurrencyChosen chosen && !chosen.recorded()) {
            directory.noteInManifest(
                    manifest -> manifest.withConcurrency(HeldConcurrency.record(chosen.choice(), now), now));
        } else if (event instanceof ExecutionEvent.ReachFound found) {
            directory.noteInManifest(manifest -> manifest.withReach(
                    new Manifest.ReachRecord(
                            found.finding().model(),
                            found.finding().personality(),
                            found.finding().reach(),
                            found.finding().evidence()),
                    now));
        } else if (event instanceof ExecutionEvent.ModelLoaded loaded) {
            directory.noteInManifest(manifest -> manifest.withLoad(load(loaded, now), now));
        } else if (event instanceof ExecutionEvent.Warning warning) {
            directory.updateManifest(manifest -> manifest.withWarning(warning.sentence(), now));
        } else {
            onCombination(event);
        }
    }

    private static Manifest.LoadRecord load(ExecutionEvent.ModelLoaded loaded, Instant now) {
        LoadReport report = loaded.report();
        return new Manifest.LoadRecord(
                loaded.model().name(),
                loaded.contextTokens(),
                report.loaded().sizeBytes(),
                report.loaded().gpuBytes(),
                report.wall().toMillis() / 1000.0,
                now);
    }

    private void onCombination(ExecutionEvent event) {
        if (event instanceof ExecutionEvent.RunFinished ended) {
            onEnd(ended.summary());
        } else if (event instanceof ExecutionEvent.CombinationFinished finished && !finished.alreadyComplete()) {
            goneThrough(finished.combination().id());
            directory.force();
            saveCheckpoint();
        } else if (event instanceof ExecutionEvent.CombinationFinished finished) {
            goneThrough(finished.combination().id());
        } else if (event instanceof ExecutionEvent.CombinationStopped stopped) {
            stopped(stopped);
        } else if (event instanceof ExecutionEvent.CombinationFailed failed) {
            board.failed(failed.combination().id(), failed.error());
            directory.updateManifest(manifest -> manifest.withFailure(
                    new Manifest.FailureRecord(failed.combination().id(), failed.error()), clock.instant()));
            saveCheckpoint();
        }
    }

    private void goneThrough(String combination) {
        board.reached(combination, Integer.MAX_VALUE);
        directory.noteInManifest(manifest -> manifest.withoutStop(combination, clock.instant()));
    }

    private void stopped(ExecutionEvent.CombinationStopped stopped) {
        String id = stopped.combination().id();
        board.reached(id, stopped.items());
        directory.noteInManifest(manifest ->
                manifest.withStop(new Manifest.StopRecord(id, stopped.items(), stopped.by()), clock.instant()));
        saveCheckpoint();
    }

    /** What was cut short is written down at once: there may be no time to compute the results. */
    private void onEnd(ExecutionSummary summary) {
        directory.force();
        if (summary.end() != ExecutionSummary.End.DONE) {
            directory.updateManifest(manifest -> manifest.withState(RunState.INTERRUPTED, clock.instant()));
        }
    }

    void saveCheckpoint() {
        directory.saveCheckpoint(board.combinations(), this::checkpoint);
    }

    private Checkpoint checkpoint() {
        return results.checkpoint(directory.manifest(), clock.instant());
    }
}
