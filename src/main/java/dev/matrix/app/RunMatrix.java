package dev.matrix.app;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import dev.matrix.execution.EarlierWork;
import dev.matrix.execution.ExecutionListener;
import dev.matrix.execution.ExecutionPorts;
import dev.matrix.execution.ExecutionSummary;
import dev.matrix.execution.ExecutionTime;
import dev.matrix.execution.MatrixExecution;
import dev.matrix.execution.ProtocolChoice;
import dev.matrix.execution.Sleeper;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import dev.matrix.store.RunDirectory;
import dev.matrix.store.RunState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The main job: carries out a prepared run in its directory and derives the results. */
public final class RunMatrix {

    private final Ports ports;
    private final ServerConnection connection;
    private final Cancellation cancellation;
    private final ExecutionListener watcher;
    private final EventLog log = new EventLog();

    /** @param watcher sees every event after it was recorded */
    public RunMatrix(Ports ports, ServerConnection connection, Cancellation cancellation, ExecutionListener watcher) {
        this.ports = ports;
        this.connection = connection;
        this.cancellation = cancellation;
        this.watcher = watcher;
    }

    /**
     * Runs until everything is asked, the user stops it, or the server is lost; in each case the state is saved.
     *
     * @param directory open for writing; closed by the caller
     * @param announce told what a resume reuses, before the first question is asked
     */
    public RunOutcome run(PreparedRun prepared, RunDirectory directory, Consumer<Reuse> announce) {
        Map<String, ItemSet> items = items(prepared);
        directory.saveItems(items.values());
        Conversations conversations = new Conversations(items);
        ScoreBoard board = new ScoreBoard(prepared.plan(), new Scorer());
        ResultsAssembly results =
                new ResultsAssembly(directory::manifest, items, board, conversations, ports.programVersion());
        TrialIndex index = new TrialIndex();
        Reuse reuse = prime(prepared, directory, conversations, board, index);
        announce.accept(reuse);
        RunRecorder recorder = new RunRecorder(directory, board, results, ports.clock());
        recorder.saveCheckpoint();
        ExecutionSummary summary = execute(prepared, directory, conversations, index, recorder);
        return finish(prepared, directory, board, results, recorder, summary);
    }

    private static Map<String, ItemSet> items(PreparedRun prepared) {
        Map<String, ItemSet> items = new LinkedHashMap<>();
        prepared.benchmarks().forEach(each -> items.put(each.benchmark().name(), each.items()));
        return items;
    }

    /** Reads the journal of earlier invocations: valid trials are scored and need not be asked again. */
    private static Reuse prime(
            PreparedRun prepared,
            RunDirectory directory,
            Conversations conversations,
            ScoreBoard board,
            TrialIndex index) {
        directory.stored().forEachTrial(index::add);
        PlannedKeys keys = new PlannedKeys(directory.manifest(), conversations);
        board.prime(directory.stored()::forEachTrial, keys);
        Reuse.Counter counter = new Reuse.Counter();
        prepared.plan().combinations().forEach(planned -> count(planned, keys, index, counter));
        return counter.total();
    }

    private static void count(PlannedCombination planned, PlannedKeys keys, TrialIndex index, Reuse.Counter counter) {
        Combination combination = planned.combination();
        for (Item item : planned.items()) {
            for (int repeat = 0; repeat < planned.repeats(); repeat++) {
                int at = repeat;
                // A key costs the rendering of its messages and their hash: not for a new run.
                Optional<String> planKey = index.isEmpty() ? Optional.empty() : keys.key(combination, item, repeat);
                counter.add(planKey.map(key -> index.standing(planned.id(), item.id(), at, key))
                        .orElse(TrialIndex.Standing.NEW));
            }
        }
    }

    private ExecutionSummary execute(
            PreparedRun prepared,
            RunDirectory directory,
            Conversations conversations,
            TrialIndex index,
            RunRecorder recorder) {
        Scorer scorer = new Scorer();
        ExecutionPorts executionPorts = new ExecutionPorts(
                connection.server(),
                connection.client(),
                conversations,
                scorer::letterMass,
                recorder,
                event -> {
                    recorder.on(event);
                    log.on(event);
                    watcher.on(event);
                },
                connection::abortInFlight);
        MatrixExecution execution = new MatrixExecution(
                executionPorts,
                earlier(directory.manifest(), index),
                new ExecutionTime(ports.clock(), ports.nanoTime(), Sleeper.system()),
                ExecutionRequests.settings(prepared.request()));
        cancellation.onStop(execution::cancel);
        return execution.run(prepared.plan());
    }

    private static EarlierWork earlier(Manifest manifest, TrialIndex index) {
        List<ProtocolChoice> protocols = manifest.protocols().stream()
                .map(record -> new ProtocolChoice(record.model(), record.benchmark(), record.readBy(), record.reason()))
                .toList();
        return new EarlierWork(index, protocols, BaselineNames.byModel(manifest));
    }

    private RunOutcome finish(
            PreparedRun prepared,
            RunDirectory directory,
            ScoreBoard board,
            ResultsAssembly results,
            RunRecorder recorder,
            ExecutionSummary summary) {
        RunState state = summary.end() != ExecutionSummary.End.DONE
                ? RunState.INTERRUPTED
                : board.isComplete() ? RunState.FINISHED : RunState.INCOMPLETE;
        directory.updateManifest(
                manifest -> manifest.withState(state, ports.clock().instant()));
        Results document = results.results(summary, ports.clock().instant());
        String text = directory.saveResults(document);
        recorder.saveCheckpoint();
        return new RunOutcome(directory.id(), directory.directory(), state, summary, document, text, prepared);
    }

    /** Makes sure that what is asked of the server's version is allowed. */
    static void requireSameServer(Manifest manifest, PreparedRun prepared) {
        String recorded = manifest.server().version();
        String now = prepared.server().version();
        if (!recorded.equals(now) && !prepared.request().policy().acceptDrift()) {
            throw MatrixException.usage("Run " + manifest.runId() + " was measured on server version " + recorded
                    + ", this one is " + now + ": a personality and its baseline would come from different"
                    + " versions. Start another run with --run-id NEW, or accept it with --accept-drift.");
        }
    }
}
