package dev.matrix.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The locks of runs as one store sees them. It knows those it holds itself and never opens their files again: where locks are POSIX's, a process loses its lock
 * as soon as it closes any of its own channels on the file (fcntl(2)). Thread-safe.
 */
final class RunLocks {

    private final Set<Path> own = ConcurrentHashMap.newKeySet();

    /** Takes the lock of the run in a directory; a sentence with the owner when somebody has it. */
    RunLock take(Path directory, String runId) {
        Path file = file(directory);
        if (!own.add(file)) {
            throw RunLock.taken(runId, RunLock.thisProcess());
        }
        try {
            return RunLock.take(file, runId, () -> own.remove(file));
        } catch (RuntimeException e) {
            own.remove(file);
            throw e;
        }
    }

    /** True when this or another process writes the run in a directory. */
    boolean isHeld(Path directory) {
        Path file = file(directory);
        return own.contains(file) || RunLock.heldByAnother(file);
    }

    /** The same for each way to the directory: a symbolic link must not hide that the lock is this process's own. */
    private static Path file(Path directory) {
        try {
            return directory.toRealPath().resolve(RunLock.FILE);
        } catch (IOException e) {
            return directory.toAbsolutePath().normalize().resolve(RunLock.FILE);
        }
    }
}
