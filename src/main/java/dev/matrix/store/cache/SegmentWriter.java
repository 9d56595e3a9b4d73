package dev.matrix.store.cache;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines to a file that no other process writes: one write a line, so that a kill tears at most the last one. Nothing is forced to the disk: what a
 * power failure takes is asked again. The file is locked while it is open, so that nobody prunes it. Not thread-safe.
 */
final class SegmentWriter implements AutoCloseable {

    /** So that the order of names is the order in which files were begun. */
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    private final RandomAccessFile file;
    private final @Nullable FileLock lock;

    private SegmentWriter(RandomAccessFile file, @Nullable FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Makes a new file. */
    static SegmentWriter create(Path directory, Instant now) throws IOException {
        Files.createDirectories(directory);
        String name = NAME.format(now) + "-" + ProcessHandle.current().pid() + "-";
        for (int number = 0; ; number++) {
            Path path = directory.resolve(name + number + CacheFolder.SUFFIX);
            try {
                Files.createFile(path);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            // Not a channel: an interrupt of a thread that writes would close that.
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            return new SegmentWriter(file, locked(file));
        }
    }

    /** Null on a disk that knows no locks. */
    private static @Nullable FileLock locked(RandomAccessFile file) {
        try {
            return file.getChannel().tryLock();
        } catch (IOException e) {
            return null;
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

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.release();
        }
        file.close();
    }
}
