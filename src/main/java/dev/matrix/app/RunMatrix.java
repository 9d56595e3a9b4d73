package dev.matrix.app;

import dev.matrix.app.lmeval.LmEvalEngine;
import dev.matrix.app.lmeval.LmEvalParts;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Item;
import dev.matrix.execution.CachedTrials;
import dev.matrix.execution.EarlierWork;
import dev.matrix.execution.ExecutionEvent;
import dev.matrix.execution.ExecutionListener;
import dev.matrix.execution.ExecutionPorts;
import dev.matrix.execution.ExecutionSettings;
import dev.matrix.execution.ExecutionSummary;
import dev.matrix.execution.ExecutionTime;
import dev.matrix.execution.KnownTrials;
import dev.matrix.execution.MatrixExecution;
import dev.matrix.execution.ProtocolChoice;
import dev.matrix.execution.ReachCheck;
import dev.matrix.execution.StoppingRule;
import dev.matrix.execution.TrialSink;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import dev.matrix.store.RunDirectory;
import dev.matrix.store.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The main job: carries out a prepared run in its directory and derives the results. */
final class RunMatrix {

    private final Ports ports;
    private final Map<String, List<Item>> pools;
    private final List<ServerConnection> connections;
    private final CachePlace cache;
    private final Cancellation cancellation;
    private final ExecutionListener watcher;
    private final EventLog log = new EventLog();

    /**
     * @param pools that lm-eval draws examples from, by benchmark name; empty for the native engine
     * @param cache answers of other runs
     * @param watcher sees every event after it was recorded
     */
    RunMatrix(
            Ports ports,
            Map<String, List<Item>> pools,
            List<ServerConnection> connections,
            CachePlace cache,
            Cancellation cancellation,
            ExecutionListener watcher) {
        this.ports = ports;
        this.pools = pools;
        this.connections = List.copyOf(connections);
        this.cache = cache;
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
        PlannedKeys keys = new PlannedKeys(manifest, conversations);
        // Of a long run this takes many seconds, for which the first question need not wait.
        Background scored = Background.of(() -> board.prime(directory.stored()::forEachTrial, earlier.state(), keys));
        ResultsAssembly results = new ResultsAssembly(
                prepared.items(),
                board,
                ports.programVersion(),
                prepared.request().measuring().engine(),
                directory::lmEval);
        try (RunCaching caching = RunCaching.of(
                cache.of(prepared, ports.clock()).orElse(null),
                prepared,
                directory,
                connections.get(0).client(),
                ports.clock(),
                sentence -> watcher.on(new ExecutionEvent.Warning(sentence)))) {
            RunRecorder recorder = new RunRecorder(directory, board, scored, results, caching.writer(), ports.clock());
            Background saved = Background.of(recorder::saveCheckpoint);
            ExecutionSummary summary = execute(prepared, directory, results, earlier, caching.reader(), recorder);
            saved.await();
            return finish(directory, board, results, recorder, summary);
        }
    }

    private ExecutionSummary execute(
            PreparedRun prepared,
            RunDirectory directory,
            ResultsAssembly results,
            EarlierTrials earlier,
            CachedTrials cached,
            RunRecorder recorder) {
        Conversations conversations = prepared.conversations();
        if (prepared.request().measuring().engine() == Engine.LM_EVAL) {
            return executeByLmEval(prepared, directory, conversations, earlier.state(), recorder);
        }
        List<StoppingRule> stopping = new RunStopping(
                        prepared,
                        earlier,
                        () -> recorder.scored(() -> results.inputNow(directory.manifest())),
                        ports.nanoTime())
                .rules(directory.stored());
        RunHosts hosts = new RunHosts(prepared, directory.manifest(), earlier.rest());
        MatrixExecution execution = new MatrixExecution(
                hosts.hosts(number -> executionPorts(
                        connection(prepared.servers().addresses().get(number)),
                        conversations,
                        hosts.marked(number, recorder),
                        recorder,
                        stopping.get(number))),
                earlier(prepared, directory.manifest(), earlier.known(), cached),
                time(),
                ExecutionRequests.settings(prepared.request()));
        cancellation.onStop(execution::cancel);
        return execution.run(prepared.plan());
    }

    private ServerConnection connection(String address) {
        return connections.stream()
                .filter(each -> each.address().equals(address))
                .findFirst()
                .orElse(connections.get(0));
    }

    private ExecutionPorts executionPorts(
            ServerConnection connection,
            Conversations conversations,
            TrialSink sink,
            RunRecorder recorder,
            StoppingRule stopping) {
        return new ExecutionPorts(
                connection.server(),
                connection.client(),
                conversations,
                new Scorer()::letterMass,
                sink,
                listener(recorder),
                stopping,
                connection::abortInFlight);
    }

    private ExecutionTime time() {
        return new ExecutionTime(ports.clock(), ports.nanoTime(), ports.sleeper());
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
        ServerConnection connection = connections.get(0);
        ExecutionPorts executionPorts =
                executionPorts(connection, conversations, recorder, recorder, StoppingRule.none());
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

    private static EarlierWork earlier(
            PreparedRun prepared, Manifest manifest, KnownTrials known, CachedTrials cached) {
        List<ProtocolChoice> protocols = manifest.protocols().stream()
                .map(record -> new ProtocolChoice(record.model(), record.benchmark(), record.readBy(), record.reason()))
                .toList();
        Map<String, BaselineSystem> baselines = BaselineNames.byModel(manifest);
        Map<String, Integer> contexts = new WholeModelContexts(prepared).with(contexts(manifest), baselines);
        return new EarlierWork(
                known,
                protocols,
                baselines,
                contexts,
                new HeldConcurrency(manifest).byModel(),
                reached(manifest),
                cached);
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
        Supplier<String> text = directory.saveResults(document);
        recorder.saveCheckpoint();
        directory.updateManifest(manifest -> manifest.withState(state, now));
        return new RunOutcome(directory.id(), directory.directory(), state, summary, document, text);
    }
}
