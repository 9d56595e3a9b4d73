package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that a run prints for its resume: it has to work as it stands. */
class ResumeCommandTest {

    private static final Pattern COMMAND = Pattern.compile("with: matrix (run --resume .*)");

    @TempDir
    Path folder;

    private static String[] run(String... more) {
        return RunArguments.small().with("--limit", 2).words(more);
    }

    private static String command(EmbeddedProgram.Ended ended) {
        Matcher found = COMMAND.matcher(ended.err());
        assertThat(found.find()).as(ended.err()).isTrue();
        return found.group(1);
    }

    /** A server whose trials fail, so that something is left. */
    private static Simulator flaky() {
        return EmbeddedProgram.simulator(EmbeddedProgram.quick().withFaults(FaultPlan.parse("chat:400@1")));
    }

    @Test
    void namesTheDirectoriesOfASettingsFile() throws IOException {
        Path settings = Files.writeString(folder.resolve("mine.yaml"), "results_dir: kept\ncheckpoints_dir: points\n");
        String printed;
        try (Simulator server = flaky()) {
            printed = command(EmbeddedProgram.in(folder).on(server).run(run("--config", settings.toString())));
        }
        assertThat(printed)
                .isEqualTo("run --resume r --config " + settings + " --results-dir kept --checkpoints-dir points");
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended resumed =
                    EmbeddedProgram.in(folder).on(server).run(printed.split(" "));
            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertThat(resumed.err()).contains("Resuming run r: 0 of 2 trials are reused");
        }
    }

    @Test
    void namesTheDirectoriesOfTheEnvironment() {
        try (Simulator server = flaky()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server).with("MATRIX_RESULTS_DIR", "elsewhere");
            assertThat(command(program.run(run()))).isEqualTo("run --resume r --results-dir elsewhere");
        }
    }

    @Test
    void isShortWhereNothingWasChosen() {
        try (Simulator server = flaky()) {
            assertThat(command(EmbeddedProgram.in(folder).on(server).run(run())))
                    .isEqualTo("run --resume r");
        }
    }
}
