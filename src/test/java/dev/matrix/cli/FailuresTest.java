package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.EmbeddedProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of errors that nobody foresaw. */
class FailuresTest {

    @TempDir
    Path folder;

    private EmbeddedProgram.Ended ended(Error error, String... arguments) {
        return EmbeddedProgram.in(folder)
                .connecting((host, timeouts, concurrency) -> {
                    throw error;
                })
                .run(arguments);
    }

    @Test
    void tellsAnErrorAsADefectWithoutAStackTrace() {
        EmbeddedProgram.Ended ended = ended(new StackOverflowError(), "run");
        assertThat(ended.code()).isEqualTo(70);
        assertThat(ended.err())
                .isEqualTo("matrix: This is a defect of matrix: java.lang.StackOverflowError."
                        + " Run again with -v and report what it prints.\n");
    }

    @Test
    void showsItsStackTraceWhenAskedTo() {
        EmbeddedProgram.Ended ended = ended(new StackOverflowError(), "run", "-v");
        assertThat(ended.code()).isEqualTo(70);
        assertThat(ended.err()).contains("This is a defect of matrix", "at dev.matrix.");
    }

    @Test
    void saysWhatHelpsWhenTheMemoryIsUsedUp() {
        EmbeddedProgram.Ended ended = ended(new OutOfMemoryError("Java heap space"), "run");
        assertThat(ended.code()).isEqualTo(70);
        assertThat(ended.err())
                .isEqualTo("matrix: The memory is used up (Java heap space). Give the program more with"
                        + " MATRIX_JAVA_OPTS=-Xmx1g.\n");
    }
}
