package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.EmbeddedProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result that stdout does not take is no success. */
class UnwrittenResultTest {

    @TempDir
    Path folder;

    @Test
    void endsWithTwoAndSaysSo() {
        EmbeddedProgram.Ended ended =
                EmbeddedProgram.in(folder).printingTo(new PrintWriter(full())).run("benchmarks");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("matrix: Stdout could not be written").hasLineCount(1);
    }

    private static Writer full() {
        return new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
