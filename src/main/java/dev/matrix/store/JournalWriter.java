package dev.matrix.store;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Trial;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends trials to trials.jsonl: one line at a time, one write a line, so that a killed process tears at most the last line. A caller writes its line itself
 * and comes back when it is in the file: with a thread between them, each trial would wait for two changes of thread. The file is forced to disk on request
 * and at most two seconds after a line, by a thread of its own, so that no line waits for the disk. Thread-safe.
 */
final class JournalWriter implements AutoCloseable {

    private static final long FORCE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Path path;
    private final StoreJson json;
    private final LongSupplier nanoTime;
    private final ScheduledThreadPoolExecutor forcer;
    private final AtomicBoolean forceIsDue = new AtomicBoolean();
    /** Not a channel: an interrupt of a thread that writes would close that. */
    private final RandomAccessFile file;

    private volatile @Nullable IOException notForced;
    private volatile long lastForce;
    /** Behind the last whole line. */
    private volatile long end;

    /** What is on the disk; of the forcing thread. */
    private volatile long forced = -1;

    private boolean torn;
    private boolean closed;

    /**
     * Opens the file and cuts off a torn last line.
     *
     * @param nanoTime a clock for the two-second rule
     */
    JournalWriter(Path path, StoreJson json, LongSupplier nanoTime) {
        this(path, json, nanoTime, new ScheduledThreadPoolExecutor(1, JournalWriter::daemon));
    }

    /** @param forcer one thread, which is ended on close */
    JournalWriter(Path path, StoreJson json, LongSupplier nanoTime, ScheduledThreadPoolExecutor forcer) {
        this(path, json, nanoTime, forcer, place -> new RandomAccessFile(place.toFile(), "rw"));
    }

    /** Opens a file for reading and writing. */
    interface Opener {
        RandomAccessFile open(Path path) throws IOException;
    }

    /** @param opener of the file that lines are written to */
    JournalWriter(Path path, StoreJson json, LongSupplier nanoTime, ScheduledThreadPoolExecutor forcer, Opener opener) {
        this.path = path;
        this.json = json;
        this.nanoTime = nanoTime;
        this.lastForce = nanoTime.getAsLong();
        this.forcer = forcer;
        forcer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            TornTail.cut(channel);
            end = channel.size();
            file = opener.open(path);
            file.seek(end);
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.STORAGE, "Cannot open " + path + ": " + AtomicFile.reason(e) + ".", e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "journal-forcer");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns when the trial's line is in the file. */
    void append(Trial trial) {
        byte[] body = json.line(trial);
        byte[] line = Arrays.copyOf(body, body.length + 1);
        line[body.length] = '\n';
        write(line);
    }

    private synchronized void write(byte[] line) {
        if (closed) {
            throw new IllegalStateException(path + " is closed");
        }
        throwWhatWasNotForced();
        try {
            cutTornLine();
            torn = true;
            // One system call a line: the run's lock keeps every other process away, so the end is where this one left
            // it.
            file.write(line);
            torn = false;
            end += line.length;
        } catch (IOException e) {
            cutTornLineAfter(e);
            throw cannotWrite(e);
        }
        forceSoon();
    }

    /** A full disk may have taken half of a line: the next one must not join it. */
    private void cutTornLine() throws IOException {
        if (torn) {
            file.setLength(end);
            file.seek(end);
            torn = false;
        }
    }

    /** What went wrong first is what is told; whoever writes next tries this again. */
    private void cutTornLineAfter(IOException first) {
        try {
            cutTornLine();
        } catch (IOException e) {
            first.addSuppressed(e);
        }
    }

    /** So that the last line before a long silence does not wait for the next. */
    private void forceSoon() {
        if (forceIsDue.compareAndSet(false, true)) {
            long since = nanoTime.getAsLong() - lastForce;
            ScheduledFuture<?> unused =
                    forcer.schedule(this::forceNow, Math.max(0, FORCE_EVERY_NANOS - since), TimeUnit.NANOSECONDS);
        }
    }

    /** Returns when everything appended so far is on the disk. */
    void force() {
        CompletableFuture.runAsync(this::forceNow, forcer).join();
        throwWhatWasNotForced();
    }

    private void forceNow() {
        // First: a line that comes from now on needs another one.
        forceIsDue.set(false);
        lastForce = nanoTime.getAsLong();
        long upTo = end;
        if (upTo == forced) {
            return;
        }
        try {
            file.getChannel().force(false);
            forced = upTo;
        } catch (IOException e) {
            // The system tells this once only: whoever writes or forces next has to hear of it.
            notForced = e;
        }
    }

    private void throwWhatWasNotForced() {
        IOException failure = notForced;
        if (failure != null) {
            throw cannotWrite(failure);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            force();
        } finally {
            forcer.shutdown();
            closeFile();
        }
    }

    private void closeFile() {
        try {
            file.close();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private MatrixException cannotWrite(IOException cause) {
        return CannotWrite.because(path, cause);
    }
}
