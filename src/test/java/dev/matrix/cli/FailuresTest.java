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

    @Test
    void refusesArgumentsThatLostCharacters() {
        EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).run("run", "--demo", "--system", "a=tr\uFFFDs");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains("The argument 'a=tr\uFFFDs' holds", "LC_ALL=C.UTF-8")
                .hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesVariablesOfItsOwnThatLostCharacters() {
        EmbeddedProgram program = EmbeddedProgram.in(folder);
        assertThat(program.with("OTHER", "r\uFFFDp").run("runs").code()).isZero();
        EmbeddedProgram.Ended ended =
                program.with("MATRIX_RESULTS_DIR", "r\uFFFDp").run("runs");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("MATRIX_RESULTS_DIR", "LC_ALL=C.UTF-8");
    }

    @Test
    void tellsAnImpossiblePathAsTheUsersMistake() {
        EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).run("runs", "--results-dir", "a\0b");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("a").doesNotContain("defect", "\0");
    }
}
