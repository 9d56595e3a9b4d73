package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.LaunchedProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to the packaged program in those phases of a run in which it has no trials in flight; {@link CrashIT} has the others. */
class StopIT {

    private static final int TRIALS = 2 * 40;

    @TempDir
    private static Path temp;

    private static SimulatorProcess quick;
    private static Program program;

    @BeforeAll
    static void startServer() throws Exception {
        program = Program.in(temp.resolve("work"), temp.resolve("cache"));
        quick = SimulatorProcess.start(program);
    }

    @AfterAll
    static void stopServer() throws Exception {
        quick.stop();
    }

    private static String[] start(SimulatorProcess server, String run) {
        return RunArguments.small()
                .with("--run-id", run)
                .with("--host", server.address())
                .with("--benchmarks", "arc_easy,gsm8k")
                .with("--limit", 40)
                .words();
    }

    private static void send(String signal, LaunchedProcess process) throws Exception {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** A build in the background of a shell ignores Ctrl-C, and what it starts inherits that; a user's terminal does not. */
    private static List<String> hearing() {
        return Files.exists(Path.of("/proc/self")) ? List.of("env", "--default-signal=INT") : List.of();
    }

    @ParameterizedTest
    @CsvSource({
        "TERM, 143, --load-ms 60000, loading qwen2.5:0.5b",
        "INT, 130, --load-ms 60000, loading qwen2.5:0.5b",
        "TERM, 143, --service-ms 60000, checking how prompts reach",
        "INT, 130, --faults chat:hang@1, checking how prompts reach",
    })
    void savesItsStateBeforeTheFirstTrial(String signal, int code, String slow, String phase) throws Exception {
        String run = signal + "-" + slow.replaceAll("[^a-z0-9]+", "-").substring(1);
        SimulatorProcess server = SimulatorProcess.start(program, slow.split(" "));
        try {
            LaunchedProcess process = program.startBehind(hearing(), start(server, run));
            assertThat(process.await(() -> process.hasSaid(phase))).isTrue();
            send(signal, process);
            boolean soon = process.endsWithin(Duration.ofSeconds(2));
            Result result = Program.checked(process.result());
            assertThat(soon).as("ended within two seconds").isTrue();
            assertThat(result.exitCode()).as(result.err()).isEqualTo(code);
            assertThat(result.err()).contains("Go on with: matrix run --resume " + run);
        } finally {
            server.stop();
        }
        assertThat(program.manifest(run).path("state").asText()).isEqualTo("interrupted");
        finishes(run);
    }

    private static void finishes(String run) throws Exception {
        Result resumed = program.run("run", "--host", quick.address(), "--resume", run);
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(program.trials(run)).hasSize(TRIALS);
        assertThat(program.manifest(run).path("state").asText()).isEqualTo("finished");
    }

    @Test
    void writesNothingWhileItWaitsForTheServer() throws Exception {
        SimulatorProcess server = SimulatorProcess.start(program, "--faults", "tags:hang@1");
        try {
            LaunchedProcess process = program.start(start(server, "waiting"));
            // The virtual machine is up and asks for the models once the launcher has gone.
            assertThat(process.await(() -> faults(server) > 0)).isTrue();
            process.terminate();
            assertThat(process.endsWithin(Duration.ofSeconds(2))).isTrue();
            assertThat(Program.checked(process.result()).exitCode()).isEqualTo(143);
            assertThat(program.path("results", "waiting")).doesNotExist();
        } finally {
            server.stop();
        }
    }

    private static int faults(SimulatorProcess server) {
        try {
            return server.statistics().path("faults").asInt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void finishesOrSavesWhenItIsStoppedAtItsResults() throws Exception {
        LaunchedProcess process = program.start(start(quick, "last"));
        assertThat(process.await(() -> program.trialCount("last") == TRIALS)).isTrue();
        process.terminate();
        Result result = Program.checked(process.result());
        assertThat(result.exitCode()).as(result.err()).isIn(0, 143);
        List<String> saved = Files.readAllLines(program.path("results", "last", "trials.jsonl"));
        finishes("last");
        assertThat(Files.readAllLines(program.path("results", "last", "trials.jsonl")))
                .isEqualTo(saved);
    }
}
