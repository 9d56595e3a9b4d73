package dev.matrix.store;

import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A run that this process writes. It holds the run's lock until it is closed. Thread-safe.
 */
public final class RunDirectory implements AutoCloseable {

    private static final int THROTTLED_FROM = 200;
    private static final long CHECKPOINT_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Of a run's time the writing of checkpoints may take one part in so many. */
    private static final int CHECKPOINT_SHARE = 50;

    private final Path directory;
    private final AtomicFile checkpointFile;
    private final AtomicFile manifestFile;
    private final StoreJson json;
    private final LongSupplier nanoTime;
    private final RunLock lock;
    private final JournalWriter journal;
    private Manifest manifest;
    private volatile boolean manifestChanged;
    private long lastCheckpoint;
    private long checkpointPause = CHECKPOINT_EVERY_NANOS;
    private @Nullable Supplier<Checkpoint> pending;
    private @Nullable Map<String, LmEvalRecord> lmEval;
    private boolean closed;

    RunDirectory(
            Path directory, Path checkpoint, Manifest manifest, RunLock lock, StoreJson json, LongSupplier nanoTime) {
        this.directory = directory;
        this.checkpointFile = new AtomicFile(checkpoint);
        this.manifestFile = new AtomicFile(directory.resolve(StoredRun.MANIFEST));
        this.manifest = manifest;
        this.lock = lock;
        this.json = json;
        this.nanoTime = nanoTime;
        this.lastCheckpoint = nanoTime.getAsLong() - CHECKPOINT_EVERY_NANOS;
        this.journal = new JournalWriter(directory.resolve(StoredRun.TRIALS), json, nanoTime);
    }

    public String id() {
        return manifest().runId();
    }

    public Path directory() {
        return directory;
    }

    public synchronized Manifest manifest() {
        return manifest;
    }

    /** A reading view of what is on disk now. */
    public StoredRun stored() {
        return new StoredRun(directory, json);
    }

    /** Replaces the manifest by a changed one, on disk too. */
    public synchronized void updateManifest(UnaryOperator<Manifest> change) {
        noteInManifest(change);
        writeManifest();
    }

    /**
     * Replaces the manifest by a changed one, which is on disk before the next trial is, and at the latest when this is closed: what is found out about a
     * model while the server waits for its first question costs one write, not one for each finding.
     */
    public synchronized void noteInManifest(UnaryOperator<Manifest> change) {
        requireOpen();
        Manifest next = change.apply(manifest);
        if (!next.equals(manifest)) {
            manifestChanged = true;
        }
        manifest = next;
    }

    private synchronized void writeManifest() {
        if (manifestChanged) {
            manifestFile.write(json.document(manifest));
            manifestChanged = false;
        }
    }

    /** Replaces items.jsonl. */
    public void saveItems(Collection<ItemSet> sets) {
        new ItemsFile(directory.resolve(StoredRun.ITEMS), json).write(sets);
    }

    /** Keeps what lm-eval said of a combination. */
    public synchronized void saveLmEval(String combination, LmEvalRecord said) {
        Map<String, LmEvalRecord> all = new LinkedHashMap<>(lmEval());
        all.put(combination, said);
        new LmEvalFile(directory, json).write(all);
        lmEval = all;
    }

    /** What lm-eval said of each combination, by its id. */
    public synchronized Map<String, LmEvalRecord> lmEval() {
        Map<String, LmEvalRecord> known = lmEval;
        if (known == null) {
            known = new LmEvalFile(directory, json).read();
            lmEval = known;
        }
        return known;
    }

    /** Returns when the trial's line is in the journal. */
    public void append(Trial trial) {
        // Without a change there is nothing to wait for: a checkpoint that is just being written holds the lock.
        if (manifestChanged) {
            writeManifest();
        }
        journal.append(trial);
    }

    /** Returns when all appended trials are on the disk. */
    public void force() {
        journal.force();
    }

    /** What comes after the lock was given free may meet another process: a thread that a cancelled run left behind changes nothing any more. */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(directory + " is closed");
        }
    }

    /**
     * Replaces the checkpoint; in a run of more than 200 combinations at most once a second, the last one being written on close.
     *
     * @param combinations how many combinations the run has
     */
    public synchronized void saveCheckpoint(int combinations, Supplier<Checkpoint> checkpoint) {
        requireOpen();
        // Not the time of day, which may be set back: then nothing would be written until it has caught up.
        long now = nanoTime.getAsLong();
        if (combinations > THROTTLED_FROM && now - lastCheckpoint < checkpointPause) {
            pending = checkpoint;
            return;
        }
        write(checkpoint, now);
    }

    /** Never ahead of the journal: what the checkpoint calls done is on the disk before it is. */
    private void write(Supplier<Checkpoint> checkpoint, long now) {
        Checkpoint current = checkpoint.get();
        journal.force();
        checkpointFile.write(json.document(current));
        lastCheckpoint = now;
        checkpointPause = Math.max(CHECKPOINT_EVERY_NANOS, CHECKPOINT_SHARE * (nanoTime.getAsLong() - now));
        pending = null;
    }

    /** Replaces results.json and returns what was written, read again when it is asked for. */
    public Supplier<String> saveResults(Results results) {
        Path file = directory.resolve(StoredRun.RESULTS);
        new AtomicFile(file).write(json.document(results));
        return () -> {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new MatrixException(
                        MatrixException.Kind.STORAGE, "Cannot read " + file + ": " + AtomicFile.reason(e) + ".", e);
            }
        };
    }

    /** Writes what was held back of manifest and checkpoint, forces the journal, and gives the lock free. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            writeManifest();
            if (pending != null) {
                write(pending, nanoTime.getAsLong());
            }
        } finally {
            closeJournal();
        }
    }

    private void closeJournal() {
        try {
            journal.close();
        } finally {
            lock.close();
        }
    }
}
