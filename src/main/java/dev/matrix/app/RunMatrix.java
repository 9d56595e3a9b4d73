package dev.matrix.app;

import dev.matrix.app.lmeval.LmEvalEngine;
import dev.matrix.app.lmeval.LmEvalParts;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Item;
import dev.matrix.execution.EarlierWork;
import dev.matrix.execution.ExecutionListener;
import dev.matrix.execution.ExecutionPorts;
import dev.matrix.execution.ExecutionSettings;
import dev.matrix.execution.ExecutionSummary;
import dev.matrix.execution.ExecutionTime;
import dev.matrix.execution.MatrixExecution;
import dev.matrix.execution.ProtocolChoice;
import dev.matrix.execution.ReachCheck;
import dev.matrix.execution.Sleeper;
import dev.matrix.execution.StoppingRule;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import dev.matrix.store.RunDirectory;
import dev.matrix.store.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The main job: carries out a prepared run in its directory and derives the results. */
final class RunMatrix {

    private final Ports ports;
    private final Map<String, List<Item>> pools;
    private final ServerConnection connection;
    private final Cancellation cancellation;
    private final ExecutionListener watcher;
    private final EventLog log = new EventLog();

    /**
     * @param pools that lm-eval draws examples from, by benchmark name; empty for the native engine
     * @param watcher sees every event after it was recorded
     */
    RunMatrix(
            Ports ports,
            Map<String, List<Item>> pools,
            ServerConnection connection,
            Cancellation cancellation,
            ExecutionListener watcher) {
        this.ports = ports;
        this.pools = pools;
        this.connection = connection;
        this.cancellation = cancellation;
        this.watcher = watcher;
    }

    /**
     * Runs until everything is asked, the user stops it, or the server is lost; in each case the state is saved.
     *
     * @param directory open for writing; closed by the caller
     * @param earlier what need not be asked
     */
    RunOutcome run(PreparedRun prepared, RunDirectory directory, EarlierTrials earlier) {
        directory.saveItems(prepared.items().values());
        Conversations conversations = prepared.conversations();
        Manifest manifest = directory.manifest();
        ScoreBoard board = new ScoreBoard(
                prepared.plan(), new Scorer(), manifest.settings().maxMissing());
        board.stopped(manifest.stops());
        board.prime(directory.stored()::forEachTrial, earlier.state(), new PlannedKeys(manifest, conversations));
        ResultsAssembly results = new ResultsAssembly(
                prepared.items(),
                board,
                ports.programVersion(),
                prepared.request().measuring().engine(),
                directory::lmEval);
        RunRecorder recorder = new RunRecorder(directory, board, results, ports.clock());
        recorder.saveCheckpoint();
        ExecutionSummary summary = execute(prepared, directory, results, earlier, recorder);
        return finish(directory, board, results, recorder, summary);
    }

    private ExecutionSummary execute(
            PreparedRun prepared,
            RunDirectory directory,
            ResultsAssembly results,
            EarlierTrials earlier,
            RunRecorder recorder) {
        Conversations conversations = prepared.conversations();
        if (prepared.request().measuring().engine() == Engine.LM_EVAL) {
            return executeByLmEval(prepared, directory, conversations, earlier.state(), recorder);
        }
        StoppingRule stopping = new RunStopping(
                        prepared, earlier, () -> results.input(directory.manifest()), ports.nanoTime())
                .rule(directory.stored());
        MatrixExecution execution = new MatrixExecution(
                executionPorts(conversations, recorder, stopping),
                earlier(directory.manifest(), earlier.state()),
                time(),
                ExecutionRequests.settings(prepared.request()),
                prepared.server());
        cancellation.onStop(execution::cancel);
        return execution.run(prepared.plan());
    }

    private ExecutionPorts executionPorts(Conversations conversations, RunRecorder recorder, StoppingRule stopping) {
        return new ExecutionPorts(
                connection.server(),
                connection.client(),
                conversations,
                new Scorer()::letterMass,
                recorder,
                listener(recorder),
                stopping,
                connection::abortInFlight);
    }

    private ExecutionTime time() {
        return new ExecutionTime(ports.clock(), ports.nanoTime(), Sleeper.system());
    }

    private ExecutionListener listener(RunRecorder recorder) {
        return event -> {
            recorder.on(event);
            log.on(event);
            watcher.on(event);
        };
    }

    private ExecutionSummary executeByLmEval(
            PreparedRun prepared,
            RunDirectory directory,
            Conversations conversations,
            JournalState state,
            RunRecorder recorder) {
        ExecutionPorts executionPorts = executionPorts(conversations, recorder, StoppingRule.none());
        ExecutionSettings settings = ExecutionRequests.settings(prepared.request());
        LmEvalEngine execution = new LmEvalEngine(new LmEvalParts(
                ports.lmEval().require(prepared.request().server().lmEval()),
                connection.address(),
                prepared.request().server().timeouts().total(),
                executionPorts,
                settings,
                new ReachCheck(executionPorts, time(), settings, prepared.server()),
                new LmEvalParts.Planned(
                        new LmEvalIdentities(new PlannedKeys(directory.manifest(), conversations)),
                        conversations::exampleTurn,
                        state,
                        prepared.items(),
                        benchmark -> pools.getOrDefault(benchmark.name(), List.of())),
                recorder,
                directory.directory().resolve("lm-eval"),
                ports.clock(),
                ports.nanoTime()));
        cancellation.onStop(execution::cancel);
        return execution.run(prepared.plan());
    }

    private static EarlierWork earlier(Manifest manifest, JournalState state) {
        List<ProtocolChoice> protocols = manifest.protocols().stream()
                .map(record -> new ProtocolChoice(record.model(), record.benchmark(), record.readBy(), record.reason()))
                .toList();
        return new EarlierWork(
                state,
                protocols,
                BaselineNames.byModel(manifest),
                contexts(manifest),
                new HeldConcurrency(manifest).byModel(),
                reached(manifest));
    }

    private static Map<String, Integer> reached(Manifest manifest) {
        return manifest.stops().stream()
                .collect(Collectors.toMap(Manifest.StopRecord::combination, Manifest.StopRecord::items, Math::max));
    }

    private static Map<String, Integer> contexts(Manifest manifest) {
        return manifest.loads().stream()
                .collect(Collectors.toMap(Manifest.LoadRecord::model, Manifest.LoadRecord::contextTokens, Math::max));
    }

    /** A run that says it is finished has its results: that state is written last. That it was interrupted stands in the manifest already. */
    private RunOutcome finish(
            RunDirectory directory,
            ScoreBoard board,
            ResultsAssembly results,
            RunRecorder recorder,
            ExecutionSummary summary) {
        RunState state = summary.end() != ExecutionSummary.End.DONE
                ? RunState.INTERRUPTED
                : board.isComplete() ? RunState.FINISHED : RunState.INCOMPLETE;
        Instant now = ports.clock().instant();
        Results document = results.results(
                directory.manifest().withState(state, now),
                summary,
                directory.stored().readableResults().map(Results::execution),
                now);
        String text = directory.saveResults(document);
        recorder.saveCheckpoint();
        directory.updateManifest(manifest -> manifest.withState(state, now));
        return new RunOutcome(directory.id(), directory.directory(), state, summary, document, text);
    }
}
