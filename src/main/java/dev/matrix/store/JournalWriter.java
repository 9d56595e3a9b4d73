package dev.matrix.store;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Trial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends trials to trials.jsonl: one thread writes, one write a line, so that a killed process tears at most the last line. A caller comes back when its
 * line is in the file; the file is forced to disk on request and every two seconds while lines come. Thread-safe.
 */
final class JournalWriter implements AutoCloseable {

    private static final int QUEUE = 1024;
    private static final long FORCE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Path file;
    private final StoreJson json;
    private final LongSupplier nanoTime;
    private final FileChannel channel;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private long end;

    /** What the writer does next: a line to write, or (empty) only to force; {@code last} ends it. */
    private record Entry(ByteBuffer line, boolean force, boolean last, CompletableFuture<Void> written) {}

    /**
     * Opens the file, cuts off a torn last line and starts the writer.
     *
     * @param nanoTime a clock for the two-second rule
     */
    JournalWriter(Path file, StoreJson json, LongSupplier nanoTime) {
        this.file = file;
        this.json = json;
        this.nanoTime = nanoTime;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            TornTail.cut(channel);
            end = channel.size();
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.STORAGE, "Cannot open " + file + ": " + AtomicFile.reason(e) + ".", e);
        }
        thread = new Thread(this::writeUntilClosed, "journal-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns when the trial's line is in the file. */
    void append(Trial trial) {
        byte[] body = json.line(trial);
        byte[] line = Arrays.copyOf(body, body.length + 1);
        line[body.length] = '\n';
        submit(new Entry(ByteBuffer.wrap(line), false, false, new CompletableFuture<>()));
    }

    /** Returns when everything appended so far is on the disk. */
    void force() {
        submit(new Entry(ByteBuffer.allocate(0), true, false, new CompletableFuture<>()));
    }

    @Override
    public void close() {
        if (thread.isAlive()) {
            submit(new Entry(ByteBuffer.allocate(0), true, true, new CompletableFuture<>()));
        }
    }

    private void submit(Entry entry) {
        boolean interrupted = false;
        // A line that was begun must be finished: an interrupt is kept for the caller, not obeyed here.
        while (true) {
            try {
                queue.put(entry);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            entry.written().join();
        } catch (CompletionException e) {
            throw new MatrixException(
                    MatrixException.Kind.STORAGE,
                    "Cannot write " + file + ": " + cause(e)
                            + ". What was written before is whole; free space and resume.",
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String cause(CompletionException e) {
        return e.getCause() instanceof IOException io ? AtomicFile.reason(io) : String.valueOf(e.getCause());
    }

    private void writeUntilClosed() {
        long lastForce = nanoTime.getAsLong();
        boolean dirty = false;
        boolean open = true;
        while (open) {
            Entry entry = next();
            boolean due = dirty && nanoTime.getAsLong() - lastForce >= FORCE_EVERY_NANOS;
            if (entry == null && !due) {
                continue;
            }
            try {
                if (entry != null && entry.line().hasRemaining()) {
                    write(entry.line());
                    dirty = true;
                }
                if (due || (entry != null && entry.force())) {
                    channel.force(false);
                    lastForce = nanoTime.getAsLong();
                    dirty = false;
                }
                open = entry == null || !entry.last();
                if (!open) {
                    channel.close();
                }
                complete(entry);
            } catch (IOException | RuntimeException e) {
                open = entry == null || !entry.last();
                fail(entry, e);
            }
        }
    }

    private @Nullable Entry next() {
        try {
            return queue.poll(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // Only close() ends this thread; the flag is dropped on purpose.
            return null;
        }
    }

    private void write(ByteBuffer buffer) throws IOException {
        // One system call a line: the run's lock keeps every other writer away, so the end is where this one left it.
        long start = end;
        try {
            while (buffer.hasRemaining()) {
                end += channel.write(buffer, end);
            }
        } catch (IOException e) {
            // A full disk may have taken half the line: the next append must not join it.
            end = start;
            channel.truncate(start);
            throw e;
        }
    }

    private static void complete(@Nullable Entry entry) {
        if (entry != null) {
            entry.written().complete(null);
        }
    }

    private static void fail(@Nullable Entry entry, Exception e) {
        if (entry != null) {
            entry.written().completeExceptionally(e);
        }
    }
}
