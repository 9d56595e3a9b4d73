package dev.matrix.store.cache;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * Appends lines to a file that no other process writes: one write a line, so that a kill tears at most the last one. Nothing is forced to the disk: what a
 * power failure takes is asked again. Nobody reads the file before it is finished, and it is locked while it is open, so that nobody prunes it. Not
 * thread-safe.
 */
final class SegmentWriter implements AutoCloseable {

    private final Path path;
    private final RandomAccessFile file;

    private SegmentWriter(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /** Makes a new file. */
    static SegmentWriter create(Path directory, Instant now) throws IOException {
        Files.createDirectories(directory);
        for (int number = 0; ; number++) {
            Path path = directory.resolve(Segment.unfinished(now, number));
            try {
                Files.createFile(path);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            // Not a channel: an interrupt of a thread that writes would close that.
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            if (!isOurs(file) || !Files.exists(path)) {
                // Somebody who prunes was faster: it may be removed at any moment.
                file.close();
            } else if (isTaken(directory, path)) {
                file.close();
                Files.delete(path);
            } else {
                return new SegmentWriter(path, file);
            }
        }
    }

    /** True when a file that was finished bears the name. */
    private static boolean isTaken(Path directory, Path unfinished) throws IOException {
        String begun = Segment.begun(unfinished) + ".";
        return CacheFolder.segments(directory).stream()
                .anyMatch(segment -> segment.getFileName().toString().startsWith(begun));
    }

    /** Locks it until it is closed. True also on a disk that knows no locks. */
    private static boolean isOurs(RandomAccessFile file) {
        try {
            return file.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    void append(byte[] line) throws IOException {
        byte[] whole = new byte[line.length + 1];
        System.arraycopy(line, 0, whole, 0, line.length);
        whole[line.length] = '\n';
        long before = file.getFilePointer();
        try {
            file.write(whole);
        } catch (IOException e) {
            // A full disk may have taken half of it, which the next line must not join.
            file.setLength(before);
            file.seek(before);
            throw e;
        }
    }

    /**
     * Lets everybody read what was written.
     *
     * @param origin whose answers it joins
     * @param anew true when older answers of other origins hold no longer
     */
    void finish(String origin, boolean anew) throws IOException {
        file.close();
        try {
            Files.move(path, Segment.finished(path, origin, anew), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Pruned in the moment after it was closed.
        }
    }

    /** Removes what was written and not finished. */
    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }
}
