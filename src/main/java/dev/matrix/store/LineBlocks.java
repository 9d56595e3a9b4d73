package dev.matrix.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Cuts a stream into blocks of whole lines; only the last one may end without a newline. Not thread-safe. */
final class LineBlocks {

    private static final int BLOCK = 1 << 19;

    private final InputStream stream;
    private byte[] rest = {};
    private boolean ended;

    LineBlocks(InputStream stream) {
        this.stream = stream;
    }

    /** Takes the place of a line: where it begins and its length without the newline. */
    @FunctionalInterface
    interface LineTaker {
        void take(int from, int length);
    }

    /**
     * Some lines.
     *
     * @param length of the bytes that count
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Block(byte[] bytes, int length) {

        void forEachLine(LineTaker taker) {
            int from = 0;
            for (int at = 0; at < length; at++) {
                if (bytes[at] == '\n') {
                    taker.take(from, at - from);
                    from = at + 1;
                }
            }
            if (from < length) {
                taker.take(from, length - from);
            }
        }
    }

    /** The next lines; empty at the end. */
    Optional<Block> next() throws IOException {
        byte[] bytes = Arrays.copyOf(rest, Math.max(BLOCK, 2 * rest.length));
        int length = rest.length;
        rest = new byte[0];
        while (!ended) {
            int read = stream.readNBytes(bytes, length, bytes.length - length);
            ended = read < bytes.length - length;
            int end = ended ? length + read : endOfLines(bytes, length, length + read);
            length += read;
            if (end > 0 || ended) {
                rest = Arrays.copyOfRange(bytes, end, length);
                return end == 0 ? Optional.empty() : Optional.of(new Block(bytes, end));
            }
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        return Optional.empty();
    }

    /** Behind the last newline of a range; 0 when there is none. */
    private static int endOfLines(byte[] bytes, int from, int to) {
        for (int at = to - 1; at >= from; at--) {
            if (bytes[at] == '\n') {
                return at + 1;
            }
        }
        return 0;
    }
}
