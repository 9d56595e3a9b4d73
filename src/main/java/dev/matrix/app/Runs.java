package dev.matrix.app;

import dev.matrix.domain.Engine;
import dev.matrix.domain.MatrixException;
import dev.matrix.plan.ShardPart;
import dev.matrix.store.LmEvalVersion;
import dev.matrix.store.Manifest;
import dev.matrix.store.RunDirectory;
import dev.matrix.store.RunStore;
import dev.matrix.store.StoredRun;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs of a results directory: makes new ones, finds those to resume, and opens stored ones for the use cases that read them. */
public final class Runs {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Ports ports;
    private final RunStore store;

    public Runs(Ports ports, Path resultsDir, Path checkpointsDir) {
        this.ports = ports;
        this.store = new RunStore(resultsDir, checkpointsDir, ports.nanoTime());
    }

    /** The runs as they lie on disk. */
    RunStore store() {
        return store;
    }

    /**
     * A run that may be resumed, with what that means for the request.
     *
     * @param location its name or path
     * @param request the run's own settings, extended by the command line
     * @param changes what is added, one clause each
     * @param server where the run was asked
     * @param part what of the plan it is; null when it is all of it
     */
    record Resumable(
            String location,
            RunRequest request,
            List<String> changes,
            Manifest.ServerRecord server,
            @Nullable ShardPart part) {

        /** What of a prepared plan the run is. */
        PreparedRun partOf(PreparedRun whole) {
            return part == null ? whole : whole.withPart(part);
        }

        /**
         * Says where the run was asked when no server could be used at another address that nobody chose for this resume.
         *
         * @param tried the address that was tried
         */
        MatrixException explained(MatrixException failure, String tried) {
            if (failure.kind() != MatrixException.Kind.SERVER
                    || request.server().demo()) {
                return failure;
            }
            if (Boolean.TRUE.equals(server.embedded())) {
                return more(failure, "Run " + location + " was asked with --demo: add --demo.");
            }
            return request.isGiven("--host") || server.address().equals(tried)
                    ? failure
                    : more(
                            failure,
                            "Run " + location + " was asked at " + server.address() + ": add --host " + server.address()
                                    + ".");
        }

        private static MatrixException more(MatrixException failure, String hint) {
            return new MatrixException(failure.kind(), failure.getMessage() + " " + hint, failure);
        }
    }

    /**
     * The run that the request resumes; empty when there is nothing to resume.
     *
     * @param catalogue names of the personalities that have a file
     */
    Optional<Resumable> resumable(RunRequest request, Collection<String> catalogue) {
        return location(request.storage()).map(found -> {
            Manifest manifest = store.read(found).manifest();
            ResumedRequest resumed = new ResumedRequest(manifest, request, catalogue);
            RunRequest merged = resumed.merge();
            return new Resumable(
                    found, merged, resumed.changes(), manifest.server(), ShardSetup.recorded(manifest.shard()));
        });
    }

    private Optional<String> location(RunRequest.Storage storage) {
        String resumed = storage.resumeRun();
        String named = storage.runId();
        if (resumed != null && named != null && !resumed.equals(named)) {
            throw MatrixException.usage("--resume " + resumed + " and --run-id " + named
                    + " name two runs: leave out --run-id to go on with " + resumed
                    + ", or leave out --resume to start " + named + ".");
        }
        return resumed != null
                ? Optional.of(resumed)
                : Optional.ofNullable(named).or(store::newestUnfinished);
    }

    /** True when a run of that name is there. */
    public boolean exists(String runId) {
        return store.exists(runId);
    }

    /** Refuses a new run whose name is taken, before anything else is done. */
    void requireFree(RunRequest request) {
        String id = request.storage().runId();
        if (id != null && store.exists(id)) {
            throw MatrixException.usage(
                    "Run " + id + " exists. Resume it with --resume " + id + ", or choose another name with --run-id.");
        }
    }

    /** Makes the directory of a new run. */
    RunDirectory create(PreparedRun prepared) {
        String id = prepared.request().storage().runId();
        Manifest first = new ManifestFactory(prepared, ports.programVersion(), lmEval(prepared))
                .first(
                        id == null ? store.claim(name(prepared)) : id,
                        ports.clock().instant());
        return store.create(first);
    }

    private String name(PreparedRun prepared) {
        String time = NAME.format(ports.clock().instant());
        ShardPart part = prepared.part();
        return part == null
                ? time
                : time + "-shard-" + part.shard().index() + "-of-"
                        + part.shard().count();
    }

    /** A run that would be resumed, for reading. */
    StoredRun read(Resumable resumable, PreparedRun prepared) {
        StoredRun run = store.read(resumable.location());
        new ResumeChecks(run.manifest(), prepared, lmEval(prepared)).require();
        return run;
    }

    /** Opens the directory of a run that is resumed; nothing is changed yet. */
    RunDirectory open(Resumable resumable, PreparedRun prepared) {
        RunDirectory directory = store.open(resumable.location());
        try {
            // Under the lock: another process may have extended the run since the request was merged with it.
            new ResumeChecks(directory.manifest(), prepared, lmEval(prepared)).require();
            return directory;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Writes down what this invocation adds. */
    void extend(RunDirectory directory, Resumable resumable, PreparedRun prepared) {
        Instant now = ports.clock().instant();
        LmEvalVersion lmEval = lmEval(prepared);
        directory.updateManifest(old -> {
            Manifest next =
                    new ManifestFactory(prepared, ports.programVersion(), lmEval).next(old, resumable.changes(), now);
            List<String> warnings = new ArrayList<>(prepared.warnings());
            new AddedSettings(old, prepared).notice().ifPresent(warnings::add);
            for (String warning : warnings) {
                next = next.withWarning(warning, now);
            }
            return next;
        });
    }

    /** Null under the native engine, and for a plan where none is installed. */
    private @Nullable LmEvalVersion lmEval(PreparedRun prepared) {
        if (prepared.request().measuring().engine() != Engine.LM_EVAL) {
            return null;
        }
        return ports.lmEval()
                .find(prepared.request().server().lmEval())
                .map(found -> new LmEvalVersion(found.version(), found.gitHash().isEmpty() ? null : found.gitHash()))
                .orElse(null);
    }
}
