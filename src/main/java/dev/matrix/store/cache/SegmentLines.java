package dev.matrix.store.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Walks over the whole lines of a file from its beginning; a line without an end is one that a killed process left, or that is being written. */
final class SegmentLines implements AutoCloseable {

    private static final int FIRST_BUFFER = 1 << 18;

    private final InputStream file;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int filled;
    private int next;
    private int start;
    private int end;
    /** Of the buffer in the file. */
    private long position;

    SegmentLines(Path path) throws IOException {
        this.file = Files.newInputStream(path);
    }

    /** Goes to the next line; false when there is none. */
    boolean advance() throws IOException {
        int from = next;
        while (true) {
            for (int i = from; i < filled; i++) {
                if (buffer[i] == '\n') {
                    start = next;
                    end = i;
                    next = i + 1;
                    return true;
                }
            }
            from = filled - next;
            if (!fill()) {
                return false;
            }
        }
    }

    private boolean fill() throws IOException {
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, filled - next);
            position += next;
            filled -= next;
            next = 0;
        } else if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(2, buffer.length));
        }
        int read = file.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, read);
        return read > 0;
    }

    /** Where the line begins in the file. */
    long offset() {
        return position + start;
    }

    /** Holds the line from {@link #start} on; only until the next advance. */
    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    /** Without the line's end. */
    int length() {
        return end - start;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
