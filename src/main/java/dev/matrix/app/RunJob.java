package dev.matrix.app;

import dev.matrix.config.Catalogue;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.ItemSet;
import dev.matrix.execution.ExecutionListener;
import dev.matrix.store.RunDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The main job from a request to its outcome: connect, prepare, ask for leave, make or open the run's directory, run, save. Whatever ends it, the directory
 * is closed and its lock given free.
 */
public final class RunJob {

    private final Ports ports;
    private final Catalogue catalogue;
    private final BenchmarkSelection benchmarks;
    private final Runs runs;
    private final Cancellation cancellation;

    public RunJob(
            Ports ports, Catalogue catalogue, BenchmarkSelection benchmarks, Runs runs, Cancellation cancellation) {
        this.ports = ports;
        this.catalogue = catalogue;
        this.benchmarks = benchmarks;
        this.runs = runs;
        this.cancellation = cancellation;
    }

    /** The plan of a request, without running it. */
    public PreparedRun plan(RunRequest request, RunDialogue dialogue) {
        Optional<Runs.Resumable> resumable = request.storage().resume() ? runs.resumable(request) : Optional.empty();
        try (Server server = server(request)) {
            server.connection().warnings().forEach(dialogue::warning);
            return new RunSetup(catalogue, benchmarks)
                    .prepare(
                            resumable.map(Runs.Resumable::request).orElse(request),
                            server.connection().server());
        }
    }

    /**
     * Carries out a request.
     *
     * @param watcher sees every event
     * @return empty when there was nothing to do or the user declined; the dialogue was told why
     */
    public Optional<RunOutcome> run(RunRequest request, RunDialogue dialogue, ExecutionListener watcher) {
        if (!request.storage().resume()) {
            runs.requireFree(request);
        }
        Optional<Runs.Resumable> resumable = request.storage().resume() ? runs.resumable(request) : Optional.empty();
        if (request.storage().resume() && resumable.isEmpty()) {
            dialogue.message("Nothing to resume: no unfinished run is there.");
            return Optional.empty();
        }
        RunRequest effective = resumable.map(Runs.Resumable::request).orElse(request);
        try (Server server = server(effective)) {
            server.connection().warnings().forEach(dialogue::warning);
            PreparedRun prepared = new RunSetup(catalogue, benchmarks)
                    .prepare(effective, server.connection().server());
            if (prepared.isEmpty()) {
                dialogue.warning("No model on " + prepared.server().address()
                        + " is between 0.5b and 3b, so there is nothing to run. 'matrix detect-models' says why;"
                        + " --models names others.");
                return Optional.empty();
            }
            prepared.warnings().forEach(dialogue::warning);
            if (!dialogue.mayStart(prepared)) {
                dialogue.message("Not started; nothing was written.");
                return Optional.empty();
            }
            return Optional.of(carryOut(prepared, resumable, server.connection(), dialogue, watcher));
        }
    }

    private RunOutcome carryOut(
            PreparedRun prepared,
            Optional<Runs.Resumable> resumable,
            ServerConnection connection,
            RunDialogue dialogue,
            ExecutionListener watcher) {
        cancellation.begin();
        try (RunDirectory directory =
                        resumable.map(found -> runs.resume(found, prepared)).orElseGet(() -> runs.create(prepared));
                RunLog.Open log = ports.runLog().open(directory.directory().resolve("run.log"))) {
            log.line("run " + directory.id() + " on " + prepared.server().address() + ", version "
                    + prepared.server().version());
            List<String> changes = resumable.map(Runs.Resumable::changes).orElse(List.of());
            return new RunMatrix(ports, connection, cancellation, watcher).run(prepared, directory, reuse -> {
                if (resumable.isPresent()) {
                    dialogue.resuming(directory.id(), reuse, changes);
                } else {
                    dialogue.message("Run " + directory.id() + " in " + directory.directory());
                }
            });
        }
    }

    /** A connection, and the simulator behind it when this is the demo. */
    private record Server(ServerConnection connection, Optional<EmbeddedSimulator.Running> simulator)
            implements AutoCloseable {
        @Override
        public void close() {
            connection.close();
            simulator.ifPresent(EmbeddedSimulator.Running::close);
        }
    }

    private Server server(RunRequest request) {
        Optional<EmbeddedSimulator.Running> simulator =
                request.server().demo() ? Optional.of(ports.simulator().start(knowledge(request))) : Optional.empty();
        String host = simulator
                .map(EmbeddedSimulator.Running::address)
                .orElse(request.server().host());
        ServerConnection connection = ports.connector()
                .connect(host, request.server().timeouts(), request.server().concurrency());
        return new Server(connection, simulator);
    }

    /** The simulated models know the answers of the benchmarks that there are, and nothing else. */
    private Map<Benchmark, ItemSet> knowledge(RunRequest request) {
        return Knowledge.of(benchmarks.loadKnown(
                catalogue.benchmarkNames(), request.measuring().data()));
    }
}
