package dev.matrix.store;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Replaces a whole file so that a reader sees the old one or the new one, never a part. Safe for one writer at a time a target. */
public final class AtomicFile {

    private static final int BUFFER = 1 << 16;

    private final Path target;

    public AtomicFile(Path target) {
        this.target = target;
    }

    /** What a file is to hold, written piece by piece. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream stream) throws IOException;
    }

    public void write(byte[] content) {
        write(stream -> stream.write(content));
    }

    void write(Content content) {
        Path temporary = target.resolveSibling(temporary(target.getFileName().toString()));
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            writeAndForce(temporary, content);
            move(temporary);
        } catch (IOException e) {
            removeQuietly(temporary);
            throw CannotWrite.because(target, e);
        }
    }

    /** The name under which a file is written before it replaces the old one; a killed process may leave it behind. */
    static String temporary(String name) {
        return name + ".tmp";
    }

    private static void writeAndForce(Path file, Content content) throws IOException {
        // Opened as a path, since that fails with a reason that can be told.
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .close();
        // Written through a stream: an interrupt, which a cancelled run may carry when it saves its state, closes a
        // channel.
        try (FileOutputStream stream = new FileOutputStream(file.toFile())) {
            BufferedOutputStream buffered = new BufferedOutputStream(stream, BUFFER);
            content.writeTo(buffered);
            buffered.flush();
            stream.getFD().sync();
        }
    }

    private void move(Path temporary) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void removeQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // The first error is the one to report; a stray .tmp is overwritten by the next write.
        }
    }

    /** The system's own words, without the path that the sentence already names. */
    public static String reason(IOException e) {
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e instanceof NoSuchFileException
                ? "no such file or directory"
                : e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
