package dev.matrix.dataset.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The right to fetch one file. The system takes it back when its process ends, however that happens. */
final class HubLock {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Sleeper sleeper;

    HubLock(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    /** What is done by whoever has the lock. */
    interface Body<T> {
        T run() throws IOException;
    }

    /**
     * Waits for the lock, does something and gives it back.
     *
     * @param onWait called once when somebody else has it
     */
    <T> T holding(Path file, Runnable onWait, Body<T> body) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Closing the channel releases it.
            FileLock lock = attempt(channel);
            if (lock == null) {
                onWait.run();
            }
            while (lock == null) {
                sleeper.sleep(LOOK_AGAIN);
                lock = attempt(channel);
            }
            return body.run();
        }
    }

    private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
            return null;
        }
    }
}
