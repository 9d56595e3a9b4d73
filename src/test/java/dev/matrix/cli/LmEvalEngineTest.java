package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.EmbeddedProgram;
import dev.matrix.EmbeddedProgram.Ended;
import dev.matrix.lmeval.FakeLmEval;
import dev.matrix.simulator.Simulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --engine lm-eval} does around lm-eval, with a script in its place; RealLmEvalIT runs the real one. */
class LmEvalEngineTest {

    private static final String MODEL = "llama3.2:1b";

    @TempDir
    private Path temp;

    private static String[] named(String benchmarks) {
        return Stream.of(run())
                .map(word -> word.equals("gsm8k,arc_easy") ? benchmarks : word)
                .toArray(String[]::new);
    }

    private static String[] run(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "run",
                "--engine",
                "lm-eval",
                "--models",
                MODEL,
                "--personalities",
                "baseline",
                "--limit",
                "2",
                "--benchmarks",
                "gsm8k,arc_easy",
                "--run-id",
                "r"));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private EmbeddedProgram program(Simulator server, String script) {
        return EmbeddedProgram.in(temp)
                .on(server)
                .with("MATRIX_LM_EVAL", FakeLmEval.python(temp, script).toString());
    }

    @Test
    void absentLmEvalIsRefusedWithTheExactCommandBeforeAnythingIsWritten() {
        Ended ended = EmbeddedProgram.in(temp).with("PATH", temp.toString()).run(run("--host", "http://127.0.0.1:1"));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("pip install \"lm_eval[api]==0.4.13\"");
        assertThat(temp.resolve("results")).doesNotExist();
    }

    @Test
    void aCombinationThatFailsIsDataAndTheNextOneIsAsked() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            Ended ended =
                    program(server, "echo 'RuntimeError: no luck' >&2\nexit 1").run(run());

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err())
                    .contains("gsm8k_matrix: matrix's own messages")
                    .contains(
                            MODEL + "/baseline/gsm8k/t0 failed: lm-eval ended with exit code 1: RuntimeError: no luck")
                    .contains(MODEL + "/baseline/arc_easy/t0 failed: lm-eval ended with exit code 1");
            assertThat(EmbeddedProgram.in(temp)
                            .json("results/r/manifest.json")
                            .at("/settings/engine")
                            .asText())
                    .isEqualTo("lm-eval");
            assertThat(server.statistics().reloads()).isZero();
        }
    }

    @Test
    void aTaskThatTheInstalledLmEvalLacksIsRefusedBeforeTheRunHasItsDirectory() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            Ended ended = program(server, "exit 1").run(named("lm-eval/gsm8k"));

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("The installed lm-eval has no task gsm8k", "pip install");
            assertThat(temp.resolve("results/r")).doesNotExist();
        }
    }

    @Test
    void aRunKeepsItsEngine() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = program(server, "exit 1");
            program.run(run());

            Ended ended = program.run("run", "--resume", "r", "--engine", "native");

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("--engine", "lm-eval", "--run-id NEW");
            assertThat(program.run("run", "--resume", "r").err()).contains("lm-eval ended with exit code 1");
        }
    }

    @Test
    void anotherVersionOfLmEvalDoesNotGoOnWithARunUnnoticed() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            program(server, "exit 1").run(run());
            FakeLmEval.python(temp, "0.4.14", "exit 1");
            EmbeddedProgram program = EmbeddedProgram.in(temp)
                    .on(server)
                    .with("MATRIX_LM_EVAL", temp.resolve("python3").toString());

            Ended ended = program.run("run", "--resume", "r");

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("asked by lm-eval 0.4.13, the installed one is 0.4.14", "--accept-drift");
            assertThat(program.run("run", "--resume", "r", "--accept-drift").code())
                    .isEqualTo(1);
            assertThat(program.json("results/r/manifest.json")
                            .at("/lm_eval/version")
                            .asText())
                    .isEqualTo("0.4.14");
        }
    }

    @Test
    void aContextThatIsTooSmallIsAFailureThatNamesTheFix() {
        try (Simulator server =
                EmbeddedProgram.simulator(EmbeddedProgram.quick().withAutomaticContext(512))) {
            Ended ended = program(server, "exit 1").run(run());

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err())
                    .contains("gsm8k/t0 failed: the longest prompt with its reply needs")
                    .contains("requests of lm-eval get a context of 512")
                    .contains("OLLAMA_CONTEXT_LENGTH=2048");
            // What fits is asked.
            assertThat(ended.err()).contains("arc_easy/t0 failed: lm-eval ended with exit code 1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--baseline-system, empty, sends no system message where a personality has none",
        "--scoring, logprob, gets no probabilities from a chat server",
        "--host, http://me:secret@127.0.0.1:1, cannot send the user and password"
    })
    void whatLmEvalCannotDoIsRefused(String option, String value, String why) {
        Ended ended = EmbeddedProgram.in(temp)
                .with("MATRIX_LM_EVAL", FakeLmEval.python(temp, "exit 1").toString())
                .run(run(option, value));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains(why).doesNotContain("secret");
    }

    @Test
    void doctorShowsItOrHowToGetIt() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            assertThat(program(server, "").run("doctor").out()).containsPattern("ok +lm-eval +0\\.4\\.13 for ");
            assertThat(EmbeddedProgram.in(temp)
                            .on(server)
                            .with("PATH", temp.resolve("none").toString())
                            .run("doctor")
                            .out())
                    .contains("not installed", "pip install \"lm_eval[api]==0.4.13\"");
        }
    }

    @Test
    void planSaysWhatTheEngineWouldDoWithoutNeedingIt() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            String[] words = run();
            words[0] = "plan";

            Ended ended = EmbeddedProgram.in(temp).on(server).with("PATH", "").run(words);

            assertThat(ended.code()).isZero();
            assertThat(ended.out()).contains("2 combinations");
        }
    }
}
