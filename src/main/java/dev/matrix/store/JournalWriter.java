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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends trials to trials.jsonl: one line at a time, one write a line, so that a killed process tears at most the last line. A caller writes its line itself
 * and comes back when it is in the file: with a thread between them, each trial would wait for two changes of thread. The file is forced to disk on request
 * and every two seconds while lines come, by a thread of its own, so that no line waits for the disk. Thread-safe.
 */
final class JournalWriter implements AutoCloseable {

    private static final long FORCE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Path path;
    private final StoreJson json;
    private final LongSupplier nanoTime;
    private final ExecutorService forcer;
    /** Not a channel: an interrupt of a thread that writes would close that. */
    private final RandomAccessFile file;

    private volatile @Nullable IOException notForced;
    private long lastForce;
    private boolean closed;
    private long end;

    /**
     * Opens the file and cuts off a torn last line.
     *
     * @param nanoTime a clock for the two-second rule
     */
    JournalWriter(Path path, StoreJson json, LongSupplier nanoTime) {
        this.path = path;
        this.json = json;
        this.nanoTime = nanoTime;
        this.lastForce = nanoTime.getAsLong();
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            TornTail.cut(channel);
            end = channel.size();
            file = new RandomAccessFile(path.toFile(), "rw");
            file.seek(end);
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.STORAGE, "Cannot open " + path + ": " + AtomicFile.reason(e) + ".", e);
        }
        forcer = Executors.newSingleThreadExecutor(JournalWriter::daemon);
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
        throwWhatWasNotForced();
        try {
            // One system call a line: the run's lock keeps every other process away, so the end is where this one left
            // it.
            try {
                file.write(line);
                end += line.length;
            } catch (IOException e) {
                // A full disk may have taken half the line: the next append must not join it.
                file.setLength(end);
                file.seek(end);
                throw e;
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        if (nanoTime.getAsLong() - lastForce >= FORCE_EVERY_NANOS) {
            lastForce = nanoTime.getAsLong();
            forcer.execute(this::forceNow);
        }
    }

    /** Returns when everything appended so far is on the disk. */
    void force() {
        CompletableFuture.runAsync(this::forceNow, forcer).join();
        throwWhatWasNotForced();
    }

    private void forceNow() {
        try {
            file.getChannel().force(false);
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
            file.close();
        } catch (IOException e) {
            throw cannotWrite(e);
        } finally {
            forcer.shutdown();
        }
    }

    private MatrixException cannotWrite(IOException cause) {
        return new MatrixException(
                MatrixException.Kind.STORAGE,
                "Cannot write " + path + ": " + AtomicFile.reason(cause)
                        + ". What was written before is whole; free space and resume.",
                cause);
    }
}
