package dev.matrix;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Stdout. A reader that has seen enough, as {@code head} has, is no failure: what comes after is thrown away. Every other failure shows. */
final class StandardOutput extends FilterOutputStream {

    private boolean left;

    StandardOutput(OutputStream out) {
        super(out);
    }

    private interface Write {
        void run() throws IOException;
    }

    @Override
    public void write(int single) throws IOException {
        unlessLeft(() -> out.write(single));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        unlessLeft(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        unlessLeft(out::flush);
    }

    private void unlessLeft(Write write) throws IOException {
        if (left) {
            return;
        }
        try {
            write.run();
        } catch (IOException e) {
            left = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
            if (!left) {
                throw e;
            }
        }
    }
}
