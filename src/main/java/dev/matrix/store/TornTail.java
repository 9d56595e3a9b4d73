package dev.matrix.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Finds and removes what a killed process left after the last newline of a file of lines. */
final class TornTail {

    private static final int BLOCK = 8192;

    private TornTail() {}

    /** Cuts the file after its last newline and returns how many bytes were cut. */
    static long cut(FileChannel channel) throws IOException {
        long size = channel.size();
        long end = endOfLastLine(channel, size);
        if (end < size) {
            channel.truncate(end);
        }
        return size - end;
    }

    /** How many bytes the whole lines of the file have. */
    static long endOfLastLine(FileChannel channel, long size) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long blockEnd = size;
        while (blockEnd > 0) {
            long blockStart = Math.max(0, blockEnd - BLOCK);
            block.clear().limit((int) (blockEnd - blockStart));
            long position = blockStart;
            while (block.hasRemaining()) {
                int read = channel.read(block, position);
                if (read < 0) {
                    throw new IOException("the file shrank while it was read");
                }
                position += read;
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return blockStart + i + 1;
                }
            }
            blockEnd = blockStart;
        }
        return 0;
    }
}
