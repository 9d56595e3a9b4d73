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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends trials to trials.jsonl: one thread writes, one write a line, so that a killed process tears at most the last line. A caller comes back when its
 * line is in the file; the file is forced to disk on request and every two seconds while lines come, by a second thread, so that no line waits for the disk.
 * Thread-safe.
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
    private final ExecutorService forcer;
    private volatile @Nullable IOException notForced;
    private boolean closed;
    private long end;

    /** What the writer does next: a line to write, or, with nothing in it, to end. */
    private record Entry(ByteBuffer line, CompletableFuture<Void> written) {

        boolean last() {
            return line.capacity() == 0;
        }
    }

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
        forcer = Executors.newSingleThreadExecutor(task -> daemon(task, "journal-forcer"));
        thread = daemon(this::writeUntilClosed, "journal-writer");
        thread.start();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Returns when the trial's line is in the file. */
    void append(Trial trial) {
        byte[] body = json.line(trial);
        byte[] line = Arrays.copyOf(body, body.length + 1);
        line[body.length] = '\n';
        submit(new Entry(ByteBuffer.wrap(line), new CompletableFuture<>()));
    }

    /** Returns when everything appended so far is on the disk. */
    void force() {
        await(CompletableFuture.runAsync(this::forceNow, forcer));
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
            submit(new Entry(ByteBuffer.allocate(0), new CompletableFuture<>()));
            force();
            channel.close();
        } catch (IOException e) {
            throw cannotWrite(e);
        } finally {
            forcer.shutdown();
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
            await(entry.written());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void await(CompletableFuture<Void> done) {
        try {
            done.join();
        } catch (CompletionException e) {
            throw cannotWrite(e.getCause() == null ? e : e.getCause());
        }
    }

    private MatrixException cannotWrite(Throwable cause) {
        String reason = cause instanceof IOException io ? AtomicFile.reason(io) : String.valueOf(cause);
        return new MatrixException(
                MatrixException.Kind.STORAGE,
                "Cannot write " + file + ": " + reason + ". What was written before is whole; free space and resume.",
                cause);
    }

    private void writeUntilClosed() {
        long lastForce = nanoTime.getAsLong();
        boolean dirty = false;
        boolean open = true;
        while (open) {
            Entry entry = next();
            if (entry != null) {
                open = !entry.last();
                dirty |= answer(entry);
            }
            if (dirty && open && nanoTime.getAsLong() - lastForce >= FORCE_EVERY_NANOS) {
                forcer.execute(this::forceNow);
                lastForce = nanoTime.getAsLong();
                dirty = false;
            }
        }
    }

    /** Writes a line and tells its caller; true when it is in the file. */
    private boolean answer(Entry entry) {
        try {
            IOException failure = notForced;
            if (failure != null) {
                throw failure;
            }
            write(entry.line());
            entry.written().complete(null);
            return true;
        } catch (IOException | RuntimeException e) {
            entry.written().completeExceptionally(e);
            return false;
        }
    }

    private void forceNow() {
        try {
            channel.force(false);
        } catch (IOException e) {
            // The system tells this once only: whoever writes or forces next has to hear of it.
            notForced = e;
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
}
