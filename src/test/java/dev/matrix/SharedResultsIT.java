package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.LaunchedProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several packaged programs at once in one results directory: one writer a run, and readers that see a sound run at any moment. */
class SharedResultsIT {

    private static final int TRIALS = 2 * 2 * 40;

    @TempDir
    private static Path temp;

    private static SimulatorProcess simulator;
    private static Program program;

    @BeforeAll
    static void startServer() throws Exception {
        program = Program.in(temp.resolve("work"), temp.resolve("cache"));
        simulator = SimulatorProcess.start(program, "--service-ms", "50", "--slots", "16");
    }

    @AfterAll
    static void stopServer() throws Exception {
        simulator.stop();
    }

    private static String[] start(SimulatorProcess server, String run) {
        return RunArguments.small()
                .with("--run-id", run)
                .with("--host", server.address())
                .with("--personalities", "baseline,cot")
                .with("--benchmarks", "arc_easy,gsm8k")
                .with("--limit", 40)
                .with("--concurrency", 8)
                .words();
    }

    private static String[] resume(String run) {
        return new String[] {"run", "--host", simulator.address(), "--resume", run};
    }

    private static List<String> tuples(String run) throws IOException {
        List<String> tuples = new ArrayList<>();
        program.trials(run)
                .forEach(trial -> tuples.add(trial.path("combination").asText() + " "
                        + trial.path("item").asText()));
        return tuples;
    }

    private static void refused(Result result, String sentence) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err().lines().filter(line -> line.contains(sentence)))
                .as(result.err())
                .hasSize(1);
    }

    @Test
    void keepsWritersOutAndLetsReadersInWhileARunIsWritten() throws Exception {
        // A server that falls silent, so that the run stands still but does not end.
        SimulatorProcess silent = SimulatorProcess.start(program, "--slots", "16", "--faults", "chat:hang#60-9999");
        try {
            LaunchedProcess writing = program.start(start(silent, "busy"));
            assertThat(writing.await(() -> program.trialCount("busy") >= 8)).isTrue();

            String owner = "Run busy is being written by process " + writing.pid();
            refused(program.run(resume("busy")), owner);
            refused(program.run("rescore", "busy"), owner);
            refused(program.run(start(simulator, "busy")), "Run busy exists. Resume it with --resume busy");
            for (String[] reading : List.of(
                    new String[] {"show", "busy"},
                    new String[] {
                        "report", "busy", "--out", temp.resolve("meanwhile").toString()
                    },
                    new String[] {"runs"})) {
                Result read = program.run(reading);
                assertThat(read.exitCode()).as(read.err()).isZero();
                assertThat(read.err()).doesNotContain("cannot be read");
            }
            Result other = program.run(start(simulator, "other"));
            assertThat(other.exitCode()).as(other.err()).isZero();

            assertThat(writing.endsWithin(Duration.ZERO))
                    .as("all that while it was running")
                    .isFalse();
            writing.terminate();
            assertThat(Program.checked(writing.result()).exitCode()).isEqualTo(143);
        } finally {
            silent.stop();
        }
        assertThat(program.run(resume("busy")).exitCode()).isZero();
        assertThat(tuples("busy")).hasSize(TRIALS).doesNotHaveDuplicates();
        assertThat(Program.scores(program.results("busy"))).isEqualTo(Program.scores(program.results("other")));
    }

    @Test
    void letsOneOfTwoThatBeginTheSameRunAtOnce() throws Exception {
        List<LaunchedProcess> both =
                List.of(program.start(start(simulator, "same")), program.start(start(simulator, "same")));
        List<Integer> codes = new ArrayList<>();
        for (LaunchedProcess each : both) {
            Result ended = Program.checked(each.result());
            codes.add(ended.exitCode());
            if (ended.exitCode() != 0) {
                assertThat(ended.err()).containsAnyOf("being written by process", "exists", "is no new one");
            }
        }
        assertThat(codes).containsExactlyInAnyOrder(0, 2);
        assertThat(tuples("same")).hasSize(TRIALS).doesNotHaveDuplicates();
    }

    @Test
    void takesOverFromAProcessThatWasKilledWhateverItsLockSays() throws Exception {
        LaunchedProcess killed = program.start(start(simulator, "left"));
        assertThat(killed.await(() -> program.trialCount("left") >= 8)).isTrue();
        killed.kill();
        // A number that a living process has now.
        Files.writeString(
                program.path("results", "left", "lock"),
                "process " + ProcessHandle.current().pid());

        assertThat(program.run("runs").out()).containsPattern("left +interrupted");
        Result resumed = program.run("run", "--host", simulator.address(), "--resume");
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("Resuming run left");
        assertThat(tuples("left")).hasSize(TRIALS).doesNotHaveDuplicates();
    }
}
