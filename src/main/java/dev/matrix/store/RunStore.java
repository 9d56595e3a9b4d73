package dev.matrix.store;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The results and checkpoints directories: where runs are made, found and listed. */
public final class RunStore {

    /** The checkpoint of a run that lies elsewhere. */
    private static final String BESIDE = "checkpoint.json";

    /** What is there of a run whose process was killed before it was made: nothing to keep. */
    private static final Set<String> BEFORE_THE_FIRST_MANIFEST =
            Set.of(RunLock.FILE, AtomicFile.temporary(StoredRun.MANIFEST));

    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Path results;
    private final Path checkpoints;
    private final LongSupplier nanoTime;
    private final StoreJson json = new StoreJson();
    private final RunLocks locks = new RunLocks();

    /**
     * Nothing is created before a run is.
     *
     * @param nanoTime a monotonic clock in nanoseconds, e.g. {@code System::nanoTime}
     */
    public RunStore(Path results, Path checkpoints, LongSupplier nanoTime) {
        this.results = results;
        this.checkpoints = checkpoints;
        this.nanoTime = nanoTime;
    }

    static boolean isRunId(String id) {
        return RUN_ID.matcher(id).matches();
    }

    /** Refuses a name that cannot be a directory on every system. */
    public static String checkedRunId(String id) {
        if (!isRunId(id)) {
            throw MatrixException.usage("--run-id '" + id
                    + "' cannot name a directory: use letters, digits, dot, hyphen and underscore, at most 100.");
        }
        return id;
    }

    /** True when a run of that name exists. */
    public boolean exists(String runId) {
        return Files.exists(results.resolve(checkedRunId(runId)).resolve(StoredRun.MANIFEST));
    }

    /**
     * A free name for a new run, taken by making its directory: of two programs that want the same in one second each gets its own.
     *
     * @param wanted the name, which gets a number behind it while it is taken
     */
    public String claim(String wanted) {
        try {
            Files.createDirectories(results);
            String candidate = wanted;
            for (int i = 2; !made(results.resolve(candidate)); i++) {
                candidate = wanted + "-" + i;
            }
            return candidate;
        } catch (IOException e) {
            throw notMade(e);
        }
    }

    private static boolean made(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static MatrixException notMade(IOException e) {
        return MatrixException.usage("Cannot make " + e.getMessage()
                + ". Choose writable directories with --results-dir and --checkpoints-dir.");
    }

    /** Makes a new run and takes its lock. */
    public RunDirectory create(Manifest first) {
        String id = checkedRunId(first.runId());
        if (exists(id)) {
            throw MatrixException.usage("Run " + id + " exists in " + results + ". Resume it with --resume " + id
                    + ", or choose another name with --run-id.");
        }
        Path directory = results.resolve(id);
        refuseLeftovers(directory);
        try {
            Files.createDirectories(directory);
            Files.createDirectories(checkpoints);
        } catch (IOException e) {
            throw notMade(e);
        }
        RunLock lock = locks.take(directory, id);
        try {
            // Once more: another process may have made and left a run between the look and the lock.
            refuseLeftovers(directory);
            new AtomicFile(directory.resolve(StoredRun.MANIFEST)).write(json.document(first));
            return new RunDirectory(directory, checkpointFile(directory, id), first, lock, json, nanoTime);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** A directory that lost its manifest still holds replies that nobody may overwrite. */
    private static void refuseLeftovers(Path directory) {
        refuseOthers(directory, BEFORE_THE_FIRST_MANIFEST);
    }

    private static void refuseOthers(Path directory, Set<String> allowed) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !allowed.contains(name))
                    .min(Comparator.naturalOrder())
                    .ifPresent(name -> {
                        throw MatrixException.usage("The directory " + directory + " is no new one: it holds " + name
                                + ". Choose another name with --run-id, or remove the directory.");
                    });
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.STORAGE, "Cannot read " + directory + ": " + AtomicFile.reason(e) + ".", e);
        }
    }

    /**
     * Begins a run that is put together from others: it appears under its name when it is whole.
     *
     * @throws MatrixException of kind USAGE when the name is taken, or its directory is not empty
     */
    public RunDraft draft(String runId) {
        Path directory = results.resolve(checkedRunId(runId));
        if (exists(runId)) {
            throw taken(runId);
        }
        refuseOthers(directory, Set.of());
        try {
            Files.createDirectories(results);
            return new DraftPlaces(results, runId).make(directory, json);
        } catch (IOException e) {
            throw notMade(e);
        }
    }

    private MatrixException taken(String id) {
        return MatrixException.usage("Run " + id + " exists in " + results + ". Choose another name with --run-id.");
    }

    /** True when this or another process on this machine writes the run. */
    public boolean isWritten(StoredRun run) {
        return locks.isHeld(run.directory());
    }

    /** Opens a run for writing: takes its lock and cuts off a torn last line of the journal. */
    public RunDirectory open(String run) {
        Path directory = directoryOf(run);
        String id = directory.getFileName().toString();
        RunLock lock = locks.take(directory, id);
        try {
            Manifest manifest = new StoredRun(directory, json).manifest();
            return new RunDirectory(
                    directory, checkpointFile(directory, manifest.runId()), manifest, lock, json, nanoTime);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Opens a run for reading. */
    public StoredRun read(String run) {
        return new StoredRun(directoryOf(run), json);
    }

    /** The newest run that a resume could go on with, by its last change; none that another process is writing. */
    public Optional<String> newestUnfinished() {
        return list().stream()
                .filter(run -> !run.alive()
                        && run.manifest() != null
                        && run.manifest().state().unfinished())
                .max(Comparator.comparing(RunListing::updatedAt))
                .map(RunListing::id);
    }

    /** All runs, newest first; unreadable ones with their error. */
    public List<RunListing> list() {
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        List<RunListing> runs = new ArrayList<>();
        try (Stream<Path> entries = Files.list(results)) {
            entries.filter(RunStore::isVisible).sorted().forEach(entry -> runs.add(listing(entry)));
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.STORAGE, "Cannot read " + results + ": " + AtomicFile.reason(e) + ".", e);
        }
        runs.sort(Comparator.comparing(RunListing::updatedAt).reversed());
        return List.copyOf(runs);
    }

    /** What a killed merge left has a name that no run can have. */
    private static boolean isVisible(Path entry) {
        return Files.isDirectory(entry) && !entry.getFileName().toString().startsWith(".");
    }

    private RunListing listing(Path directory) {
        String name = directory.getFileName().toString();
        try {
            Manifest manifest = new StoredRun(directory, json).manifest();
            Optional<Checkpoint> checkpoint = readCheckpoint(checkpointFile(directory, manifest.runId()));
            boolean running = manifest.state() == RunState.RUNNING;
            boolean alive = running && locks.isHeld(directory);
            return new RunListing(
                    name,
                    running && !alive ? manifest.withState(RunState.INTERRUPTED, manifest.updatedAt()) : manifest,
                    checkpoint.map(found -> found.completed().size()).orElse(-1),
                    checkpoint.map(found -> found.remaining().size()).orElse(-1),
                    null,
                    alive);
        } catch (MatrixException e) {
            return new RunListing(name, null, -1, -1, e.getMessage(), false);
        }
    }

    /** The checkpoint of a run; empty when it is missing, torn or of a newer format: the journal decides and it will be rebuilt. */
    public Optional<Checkpoint> checkpoint(String runId) {
        return readCheckpoint(checkpointFile(runId));
    }

    private Optional<Checkpoint> readCheckpoint(Path file) {
        try {
            Checkpoint found = json.readStrictly(Files.readAllBytes(file), Checkpoint.class);
            return found.formatVersion() > Checkpoint.FORMAT_VERSION ? Optional.empty() : Optional.of(found);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path checkpointFile(String runId) {
        return checkpoints.resolve(runId + ".json");
    }

    /** A run of another results directory, or a copy, may have the name of one here: its checkpoint is kept in its own directory. */
    private Path checkpointFile(Path directory, String runId) {
        return isAt(directory, results.resolve(runId)) ? checkpointFile(runId) : directory.resolve(BESIDE);
    }

    private static boolean isAt(Path directory, Path place) {
        try {
            return Files.isSameFile(directory, place);
        } catch (IOException e) {
            return false;
        }
    }

    private Path directoryOf(String run) {
        Path asPath = Path.of(run);
        if (Files.exists(asPath.resolve(StoredRun.MANIFEST))) {
            return asPath.toAbsolutePath().normalize();
        }
        Path named = results.resolve(run);
        if (Files.exists(named.resolve(StoredRun.MANIFEST))) {
            return named;
        }
        if (RUN_ID.matcher(run).matches() && Files.exists(checkpointFile(run))) {
            throw MatrixException.usage("The checkpoint " + checkpointFile(run) + " is there, but there is no run '"
                    + run + "' in " + results + ": name its place with --results-dir. If its directory is gone, the"
                    + " replies are: restore it, or start anew.");
        }
        throw MatrixException.usage(
                "There is no run '" + run + "' in " + results + ". 'matrix runs' lists the runs there.");
    }
}
