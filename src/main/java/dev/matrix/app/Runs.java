package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.store.Manifest;
import dev.matrix.store.RunDirectory;
import dev.matrix.store.RunStore;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The runs of a results directory: makes new ones, finds those to resume, and opens stored ones for the use cases that read them. */
public final class Runs {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Ports ports;
    private final RunStore store;

    public Runs(Ports ports, Path resultsDir, Path checkpointsDir) {
        this.ports = ports;
        this.store = new RunStore(resultsDir, checkpointsDir, ports.clock(), ports.nanoTime());
    }

    /** The runs as they lie on disk. */
    RunStore store() {
        return store;
    }

    Ports ports() {
        return ports;
    }

    /**
     * A run that may be resumed, with what that means for the request.
     *
     * @param request the run's own settings, extended by the command line
     * @param changes what is added
     */
    public record Resumable(Manifest manifest, String location, RunRequest request, List<String> changes) {}

    /** The run that the request resumes; empty when there is nothing to resume. */
    public Optional<Resumable> resumable(RunRequest request) {
        String named = request.storage().resumeRun() != null
                ? request.storage().resumeRun()
                : request.storage().runId();
        Optional<String> location = named != null ? Optional.of(named) : store.newestUnfinished();
        return location.map(found -> {
            Manifest manifest = store.read(found).manifest();
            ResumedRequest resumed = new ResumedRequest(manifest, request);
            RunRequest merged = resumed.merge();
            return new Resumable(manifest, found, merged, resumed.changes());
        });
    }

    /** Refuses a new run whose name is taken, before anything else is done. */
    public void requireFree(RunRequest request) {
        String id = request.storage().runId();
        if (id != null && store.exists(id)) {
            throw MatrixException.usage(
                    "Run " + id + " exists. Resume it with --resume " + id + ", or choose another name with --run-id.");
        }
    }

    /** Makes the directory of a new run. */
    public RunDirectory create(PreparedRun prepared) {
        String id = prepared.request().storage().runId();
        Manifest first = new ManifestFactory(prepared, ports.programVersion())
                .first(id == null ? freeName() : id, ports.clock().instant());
        return store.create(first);
    }

    private String freeName() {
        String name = NAME.format(ports.clock().instant());
        String candidate = name;
        for (int i = 2; store.exists(candidate); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }

    /** Opens the directory of a run that is resumed and writes down what this invocation adds. */
    public RunDirectory resume(Resumable resumable, PreparedRun prepared) {
        RunMatrix.requireSameServer(resumable.manifest(), prepared);
        RunDirectory directory = store.open(resumable.location());
        directory.updateManifest(old -> new ManifestFactory(prepared, ports.programVersion())
                .next(old, resumable.changes(), ports.clock().instant()));
        return directory;
    }
}
