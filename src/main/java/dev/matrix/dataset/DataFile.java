package dev.matrix.dataset;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file that was found.
 *
 * @param name the path as people know it, for messages
 * @param key what {@code *} matched in its path, else the file's name without folder and endings; begins the ids that are made for its records
 * @param opener opens the stored bytes
 * @param path where it lies, if it is a file of its own
 */
record DataFile(
        String name, String key, Opener opener, @Nullable Path path) {

    /** A part of something else, e.g. of an archive. */
    DataFile(String name, String key, Opener opener) {
        this(name, key, opener, null);
    }

    /** A file of its own. */
    static DataFile of(String name, String key, Path path) {
        return new DataFile(name, key, () -> Files.newInputStream(path), path);
    }

    private static final int[] UTF8_MARK = {0xEF, 0xBB, 0xBF};

    /** Opens the stored bytes; the caller closes them. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    /** The content: unpacked if the name ends in {@code .gz}, without a byte order mark. The caller closes it. */
    InputStream open() throws IOException {
        InputStream stored = opener.open();
        try {
            return withoutMark(name.endsWith(".gz") ? new GZIPInputStream(stored, 1 << 16) : stored);
        } catch (IOException e) {
            stored.close();
            throw e;
        }
    }

    /** The error of a place in this file; {@code problem} says what is wrong and how to mend it. */
    MatrixException problem(long line, String problem) {
        return MatrixException.usage(place(line) + ": " + problem);
    }

    /** A place in this file, for people. */
    String place(long line) {
        return name + (name.endsWith(".parquet") ? ", row " : ", line ") + line;
    }

    private static InputStream withoutMark(InputStream in) throws IOException {
        PushbackInputStream content = new PushbackInputStream(in, UTF8_MARK.length);
        byte[] start = content.readNBytes(UTF8_MARK.length);
        boolean marked = start.length == UTF8_MARK.length;
        for (int i = 0; marked && i < start.length; i++) {
            marked = (start[i] & 0xFF) == UTF8_MARK[i];
        }
        if (!marked) {
            content.unread(start);
        }
        return content;
    }
}
