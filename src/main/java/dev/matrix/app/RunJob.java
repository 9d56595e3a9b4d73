package dev.matrix.app;

import dev.matrix.config.Catalogue;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import dev.matrix.execution.ExecutionEvent;
import dev.matrix.execution.ExecutionListener;
import dev.matrix.execution.ExecutionSummary;
import dev.matrix.lmeval.TaskBook;
import dev.matrix.store.RunDirectory;
import dev.matrix.store.StoredRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The main job from a request to its outcome: connect, prepare, ask for leave, make or open the run's directory, run, save. Whatever ends it, the directory
 * is closed and its lock given free.
 */
public final class RunJob {

    private static final String NOT_STARTED = "Not started; nothing was written.";

    private final Ports ports;
    private final Catalogue catalogue;
    private final BenchmarkSelection benchmarks;
    private final Runs runs;
    private final CachePlace cache;
    private final Cancellation cancellation;

    public RunJob(
            Ports ports,
            Catalogue catalogue,
            BenchmarkSelection benchmarks,
            Runs runs,
            CachePlace cache,
            Cancellation cancellation) {
        this.ports = ports;
        this.catalogue = catalogue;
        this.benchmarks = benchmarks;
        this.runs = runs;
        this.cache = cache;
        this.cancellation = cancellation;
    }

    /**
     * The plan of a request, without running it. Of a run that is resumed, the estimate is that of the rest.
     *
     * @return empty when there is nothing to resume
     */
    public Optional<PreparedRun> plan(RunRequest request, RunDialogue dialogue) {
        if (!request.storage().resume()) {
            requireItsServer(request);
            try (OpenServers server = server(request)) {
                return Optional.of(ShardSetup.part(prepared(request, server, dialogue)));
            }
        }
        return resumable(request, dialogue).map(found -> {
            requireItsServer(found.request());
            try (OpenServers server = server(found.request())) {
                PreparedRun prepared = prepared(found, server, dialogue);
                StoredRun stored = runs.read(found, prepared);
                EarlierTrials earlier = EarlierTrials.read(stored, prepared);
                earlier.requireChosen(found.request());
                earlier.warnings().forEach(dialogue::warning);
                dialogue.resuming(found.location(), earlier.reuse(), found.changes());
                new AddedSettings(stored.manifest(), prepared).notice().ifPresent(dialogue::warning);
                return prepared.withRest(earlier);
            }
        });
    }

    /**
     * Carries out a request.
     *
     * @param watcher sees every event
     * @return empty when there was nothing to do or the user declined; the dialogue was told why
     */
    public Optional<RunOutcome> run(RunRequest request, RunDialogue dialogue, ExecutionListener watcher) {
        if (request.storage().resume()) {
            return resumable(request, dialogue).flatMap(found -> resume(found, dialogue, watcher));
        }
        runs.requireFree(request);
        requireEngine(request);
        try (OpenServers server = server(request)) {
            PreparedRun prepared = ShardSetup.part(prepared(request, server, dialogue));
            if (prepared.nothingToRun().isPresent()
                    || !started(prepared, server.connections().get(0), dialogue)) {
                return Optional.empty();
            }
            Map<String, List<Item>> pools = pools(prepared);
            try (RunDirectory directory = runs.create(prepared)) {
                dialogue.message("Run " + directory.id() + " in " + directory.directory());
                EarlierTrials earlier = EarlierTrials.none(prepared, directory.manifest());
                dialogue.begun(directory.id());
                return Optional.of(carryOut(
                        prepared, pools, directory, earlier, server.connections(), telling(dialogue, watcher)));
            }
        }
    }

    /** After the recorder and before the results: within the two seconds of a signal there may be no time for more. */
    private static ExecutionListener telling(RunDialogue dialogue, ExecutionListener watcher) {
        return event -> {
            watcher.on(event);
            if (event instanceof ExecutionEvent.RunFinished ended
                    && ended.summary().end() != ExecutionSummary.End.DONE) {
                dialogue.stopped(ended.summary().end() == ExecutionSummary.End.SERVER_LOST);
            }
        };
    }

    /** Refuses early, before a run has its directory: without lm-eval nothing can be asked. */
    private void requireEngine(RunRequest request) {
        requireItsServer(request);
        if (request.measuring().engine() == Engine.LM_EVAL) {
            ports.lmEval().require(request.server().lmEval());
        }
    }

    private static void requireItsServer(RunRequest request) {
        if (request.measuring().engine() != Engine.LM_EVAL) {
            return;
        }
        if (request.server().hosts().size() > 1) {
            throw MatrixException.usage("--engine lm-eval asks one server, and --host names "
                    + request.server().hosts().size() + ". Name one, or use --engine native.");
        }
        if (request.server().hosts().get(0).contains("@") && !request.server().demo()) {
            throw MatrixException.usage("--engine lm-eval cannot send the user and password in --host to the server."
                    + " Leave them out of the address, or use --engine native.");
        }
    }

    /** Of the whole sets lm-eval draws its examples; the native engine has those that it shows. */
    private Map<String, List<Item>> pools(PreparedRun prepared) {
        RunRequest request = prepared.request();
        if (request.measuring().engine() != Engine.LM_EVAL) {
            return Map.of();
        }
        TaskBook book = new TaskBook(ports.lmEval().require(request.server().lmEval()));
        return new ExamplePools(book, benchmarks).pools(prepared);
    }

    private Optional<RunOutcome> resume(Runs.Resumable found, RunDialogue dialogue, ExecutionListener watcher) {
        requireEngine(found.request());
        try (OpenServers server = server(found.request())) {
            PreparedRun prepared = prepared(found, server, dialogue);
            Map<String, List<Item>> pools = pools(prepared);
            try (RunDirectory directory = runs.open(found, prepared)) {
                EarlierTrials earlier = EarlierTrials.read(directory.stored(), prepared);
                earlier.requireChosen(found.request());
                earlier.warnings().forEach(dialogue::warning);
                dialogue.resuming(directory.id(), earlier.reuse(), found.changes());
                new AddedSettings(directory.manifest(), prepared).notice().ifPresent(dialogue::warning);
                if (!started(prepared.withRest(earlier), server.connections().get(0), dialogue)) {
                    return Optional.empty();
                }
                runs.extend(directory, found, prepared, earlier);
                dialogue.begun(directory.id());
                return Optional.of(carryOut(
                        prepared, pools, directory, earlier, server.connections(), telling(dialogue, watcher)));
            }
        }
    }

    private Optional<Runs.Resumable> resumable(RunRequest request, RunDialogue dialogue) {
        Optional<Runs.Resumable> found = runs.resumable(request, catalogue.knownPersonalityNames());
        if (found.isEmpty()) {
            notRun("Nothing to resume: no unfinished run is there.", dialogue);
        }
        return found;
    }

    private PreparedRun prepared(RunRequest request, OpenServers servers, RunDialogue dialogue) {
        servers.connections().forEach(each -> each.warnings().forEach(dialogue::warning));
        catalogue.warnings().forEach(dialogue::warning);
        RunServers found = RunServers.look(
                servers.connections(),
                request.selection().range(),
                request.selection().skipMissing(),
                dialogue::warning);
        PreparedRun prepared = new RunSetup(catalogue, benchmarks).prepare(request, found);
        prepared.warnings().forEach(dialogue::warning);
        prepared.nothingToRun().ifPresent(reason -> {
            dialogue.warning(reason);
            dialogue.notRun(reason);
        });
        return prepared;
    }

    private PreparedRun prepared(Runs.Resumable found, OpenServers servers, RunDialogue dialogue) {
        try {
            return found.partOf(prepared(found.request(), servers, dialogue));
        } catch (MatrixException e) {
            throw found.explained(e, servers.addresses());
        }
    }

    private static void notRun(String reason, RunDialogue dialogue) {
        dialogue.message(reason);
        dialogue.notRun(reason);
    }

    private boolean started(PreparedRun prepared, ServerConnection connection, RunDialogue dialogue) {
        new CacheOutlook(cache, ports.clock())
                .sentence(prepared, connection.client())
                .ifPresent(dialogue::message);
        cancellation.onStop(() -> dialogue.message(NOT_STARTED));
        boolean may = dialogue.mayStart(prepared);
        cancellation.ended();
        if (cancellation.requested()) {
            // It was said while the question stood.
            dialogue.notRun(NOT_STARTED);
            return false;
        }
        if (!may) {
            notRun(NOT_STARTED, dialogue);
        }
        return may;
    }

    private RunOutcome carryOut(
            PreparedRun prepared,
            Map<String, List<Item>> pools,
            RunDirectory directory,
            EarlierTrials earlier,
            List<ServerConnection> connections,
            ExecutionListener watcher) {
        cancellation.begin();
        try (RunLog.Open log = ports.runLog().open(directory.directory().resolve("run.log"))) {
            log.line("run " + directory.id() + " on " + prepared.server().address() + ", version "
                    + prepared.server().version());
            return new RunMatrix(ports, pools, connections, cache, cancellation, watcher)
                    .run(prepared, directory, earlier);
        }
    }

    private OpenServers server(RunRequest request) {
        RunRequest.ServerRequest server = request.server();
        Optional<EmbeddedSimulator.Running> simulator =
                server.demo() ? Optional.of(ports.simulator().start(knowledge(request))) : Optional.empty();
        return OpenServers.connect(ports.connector(), server, simulator);
    }

    /** The simulated models know the answers of the benchmarks that are asked, and nothing else. */
    private Map<Benchmark, ItemSet> knowledge(RunRequest request) {
        return Knowledge.of(benchmarks.loadKnown(
                request.selection().benchmarks(), request.measuring().data()));
    }
}
