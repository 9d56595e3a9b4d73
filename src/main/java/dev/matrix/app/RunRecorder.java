package dev.matrix.app;

import dev.matrix.app.lmeval.LmEvalParts;
import dev.matrix.domain.LoadReport;
import dev.matrix.domain.Trial;
import dev.matrix.execution.CacheCheck;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what happens: every trial goes into the journal before it is scored, every observation into the manifest, every finished combination into the
 * checkpoint. Thread-safe.
 */
final class RunRecorder implements TrialSink, ExecutionListener, LmEvalParts.Records {

    private final RunDirectory directory;
    private final ScoreBoard board;
    private final Background earlier;
    private final ResultsAssembly results;
    private final CacheWriter cache;
    private final Clock clock;
    private final HostRecords hosts;

    /** @param earlier brings the scores of earlier invocations onto the board */
    RunRecorder(
            RunDirectory directory,
            ScoreBoard board,
            Background earlier,
            ResultsAssembly results,
            CacheWriter cache,
            Clock clock) {
        this.directory = directory;
        this.board = board;
        this.earlier = earlier;
        this.results = results;
        this.cache = cache;
        this.clock = clock;
        this.hosts = new HostRecords(directory, board);
    }

    @Override
    public void keep(Trial trial) {
        directory.append(trial);
    }

    @Override
    public void kept(Trial trial) {
        earlier.await();
        board.add(trial);
        cache.add(trial);
    }

    /** What is read of the scores once those of earlier invocations are there. */
    <T> T scored(Supplier<T> read) {
        earlier.await();
        return read.get();
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
        earlier.await();
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
            cache.found(found.finding());
            directory.noteInManifest(manifest -> manifest.withReach(
                    new Manifest.ReachRecord(
                            found.finding().model(),
                            found.finding().personality(),
                            found.finding().reach(),
                            found.finding().evidence()),
                    now));
        } else if (event instanceof ExecutionEvent.ModelLoaded loaded) {
            directory.noteInManifest(manifest -> manifest.withLoad(load(loaded, now), now));
        } else if (event instanceof ExecutionEvent.CacheChecked checked) {
            onCheck(checked, now);
        } else if (event instanceof ExecutionEvent.ModelAsked asked) {
            cache.asked(asked.model(), asked.same());
        } else if (event instanceof ExecutionEvent.CacheTaken) {
            saveCheckpoint();
        } else if (event instanceof ExecutionEvent.Warning warning) {
            directory.updateManifest(manifest -> manifest.withWarning(warning.sentence(), now));
        } else if (event instanceof ExecutionEvent.ModelPlaced placed && placed.before() != null) {
            // What it takes off the board has to be there already.
            earlier.await();
            hosts.on(event, now);
            saveCheckpoint();
        } else if (!hosts.on(event, now)) {
            onCombination(event);
        }
    }

    private void onCheck(ExecutionEvent.CacheChecked checked, Instant now) {
        CacheCheck check = checked.check();
        String model = checked.model().name();
        if (!check.used()) {
            earlier.await();
            board.returnTaken(model);
        }
        directory.noteInManifest(manifest -> manifest.withCacheCheck(
                new Manifest.CacheCheckRecord(
                        model,
                        check.compared(),
                        check.flips(),
                        check.allowed(),
                        check.used(),
                        check.reason(),
                        now,
                        checked.model().digest(),
                        manifest.server().version(),
                        check.origins()),
                now));
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
        // Not while the directory is held: who journals must not wait for it.
        earlier.await();
        directory.saveCheckpoint(board.combinations(), this::checkpoint);
    }

    private Checkpoint checkpoint() {
        return results.checkpoint(directory.manifest(), clock.instant());
    }
}
