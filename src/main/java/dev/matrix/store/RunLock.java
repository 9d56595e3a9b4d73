package dev.matrix.store;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One writer a run. The operating system's lock on {@code lock} decides, so that a dead owner never blocks; the file's text only names the owner for the
 * message.
 */
final class RunLock implements AutoCloseable {

    static final String FILE = "lock";

    private static final int TRIES = 6;
    private static final long PAUSE_NANOS = 20_000_000L;

    private final FileChannel channel;
    private final Runnable whenFreed;

    private RunLock(FileChannel channel, Runnable whenFreed) {
        this.channel = channel;
        this.whenFreed = whenFreed;
    }

    /**
     * Takes the lock; only for a file that this process does not hold, see {@link RunLocks}.
     *
     * @param whenFreed told after the lock is given back
     */
    static RunLock take(Path file, String runId, Runnable whenFreed) {
        return take(file, runId, whenFreed, () -> LockSupport.parkNanos(PAUSE_NANOS));
    }

    /** @param pause between two tries */
    static RunLock take(Path file, String runId, Runnable whenFreed, Runnable pause) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel, pause)) {
                String owner = owner(file);
                channel.close();
                throw taken(runId, owner);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(thisProcess().getBytes(StandardCharsets.UTF_8)));
            return new RunLock(channel, whenFreed);
        } catch (IOException e) {
            closeQuietly(channel);
            String reason = AtomicFile.reason(e);
            throw new MatrixException(
                    MatrixException.Kind.STORAGE,
                    "Cannot lock " + file + ": " + reason + ". Nothing was changed; " + CannotWrite.fix(reason)
                            + " and try again, or work on a copy of the run.",
                    e);
        }
    }

    static MatrixException taken(String runId, String owner) {
        return MatrixException.usage("Run " + runId + " is being written by " + owner
                + ". Try again when it has ended, or start another run with --run-id NEW.");
    }

    static String thisProcess() {
        return "process " + ProcessHandle.current().pid();
    }

    /**
     * True when another process holds the lock; false also when that cannot be found out. Nothing is kept or made. Only for a file that this process does not
     * hold, see {@link RunLocks}.
     */
    static boolean heldByAnother(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whoever only looks whether a run is being written has its lock for a moment: one refusal proves nothing. */
    private static boolean locked(FileChannel channel, Runnable pause) throws IOException {
        for (int attempt = 1; !tryLock(channel); attempt++) {
            if (attempt == TRIES) {
                return false;
            }
            pause.run();
        }
        return true;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String owner(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? "another process" : text;
        } catch (IOException e) {
            return "another process";
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException ignored) {
                // The error that led here is reported.
            }
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
        whenFreed.run();
    }
}
