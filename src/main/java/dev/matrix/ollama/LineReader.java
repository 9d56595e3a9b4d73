package dev.matrix.ollama;

import java.io.IOException;
import java.net.ProtocolException;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Reads newline-delimited JSON line by line, as it comes. Not thread-safe. */
final class LineReader {

    /** What Ollama's own client allows. */
    private static final long MAX_LINE = 8L << 20;

    private static final byte NEWLINE = (byte) '\n';

    private final BufferedSource source;

    LineReader(BufferedSource source) {
        this.source = source;
    }

    /** The next line that is not blank, without its end; null at the end of the stream. */
    byte @Nullable [] next() throws IOException {
        while (true) {
            long end = source.indexOf(NEWLINE, 0, MAX_LINE);
            if (end < 0) {
                return last();
            }
            byte[] line = source.readByteArray(end);
            source.skip(1);
            if (!isBlank(line)) {
                return line;
            }
        }
    }

    private byte @Nullable [] last() throws IOException {
        if (source.request(MAX_LINE)) {
            throw new ProtocolException("a line of the answer is longer than " + MAX_LINE + " bytes");
        }
        byte[] rest = source.readByteArray();
        return isBlank(rest) ? null : rest;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
