package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

    private static boolean fails(String reason) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                throw new IOException(reason);
            }
        };
        PrintWriter writer = new PrintWriter(new StandardOutput(broken), false, StandardCharsets.UTF_8);
        writer.println("a line");
        writer.flush();
        writer.println("another");
        return writer.checkError();
    }

    @Test
    void letsAReaderGoThatHasSeenEnough() {
        assertThat(fails("Broken pipe")).isFalse();
    }

    @Test
    void showsEveryOtherFailure() {
        assertThat(fails("No space left on device")).isTrue();
    }
}
