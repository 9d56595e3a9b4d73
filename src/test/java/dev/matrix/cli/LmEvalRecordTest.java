package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.EmbeddedProgram;
import dev.matrix.EmbeddedProgram.Ended;
import dev.matrix.lmeval.FakeLmEval;
import dev.matrix.simulator.Simulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of the processes of lm-eval: their times, their requests, their metrics. */
class LmEvalRecordTest {

    @TempDir
    private Path temp;

    private Ended run(EmbeddedProgram program, String... more) {
        List<String> words = new ArrayList<>(
                List.of("run", "--engine", "lm-eval", "--models", "llama3.2:1b", "--personalities", "baseline"));
        words.addAll(List.of("--benchmarks", "arc_easy", "--limit", "2", "--fewshot", "0", "--run-id", "r"));
        words.addAll(List.of(more));
        return program.run(words.toArray(String[]::new));
    }

    private EmbeddedProgram program(Simulator server, String... script) {
        return EmbeddedProgram.in(temp)
                .on(server)
                .with(
                        "MATRIX_LM_EVAL",
                        FakeLmEval.python(temp, String.join("\n", script) + "\n" + FakeLmEval.answering("A"))
                                .toString());
    }

    private static JsonNode cell(EmbeddedProgram program) {
        return program.json("results/r/results.json").at("/combinations/0");
    }

    @Test
    void aFilterThatReadsOtherwiseIsADisagreement() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(temp)
                    .on(server)
                    .with(
                            "MATRIX_LM_EVAL",
                            FakeLmEval.python(temp, FakeLmEval.answering("The answer is A.", "[invalid]"))
                                    .toString());

            Ended ended = run(program);

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("lm-eval and matrix read or score otherwise on 2 items");
            assertThat(cell(program).at("/lm_eval/disagreements")).hasSize(2);
        }
    }

    @Test
    void filtersThatReadTheSameAreNoDisagreement() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(temp)
                    .on(server)
                    .with(
                            "MATRIX_LM_EVAL",
                            FakeLmEval.python(temp, FakeLmEval.answering("A")).toString());

            Ended ended = run(program);

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).doesNotContain("otherwise");
            assertThat(cell(program).at("/lm_eval/disagreements")).isEmpty();
        }
    }

    @Test
    void looksWhetherAPersonalityGetsToTheModel() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = program(server);

            Ended ended = program.run(
                    "run",
                    "--engine",
                    "lm-eval",
                    "--models",
                    "llama3.2:1b",
                    "--personalities",
                    "concise_analyst",
                    "--benchmarks",
                    "arc_easy",
                    "--limit",
                    "2",
                    "--fewshot",
                    "0",
                    "--run-id",
                    "r");

            JsonNode reach = program.json("results/r/results.json").at("/metadata/reach");
            assertThat(reach).as(ended.err()).hasSize(1);
            assertThat(reach.at("/0/personality").asText()).isEqualTo("concise_analyst");
            assertThat(reach.at("/0/reach").asText()).isEqualTo("reached");
            assertThat(reach.at("/0/evidence").asText()).contains("prompt tokens");
        }
    }

    @Test
    void theTimeOfACombinationIsThatOfAllItsProcesses() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = program(server, "[ -e once ] || { touch once; sleep 0.5; exit 1; }");
            assertThat(run(program).code()).isEqualTo(1);
            assertThat(cell(program).at("/lm_eval/seconds").asDouble()).isGreaterThan(0.5);

            Ended resumed = program.run("run", "--resume", "r");

            assertThat(resumed.code()).as(resumed.err()).isZero();
            double seconds = cell(program).at("/lm_eval/seconds").asDouble();
            assertThat(seconds).isGreaterThan(0.5);
            assertThat(cell(program).path("execution_time").asDouble()).isCloseTo(seconds, within(1e-3));

            Ended extended = program.run("run", "--resume", "r", "--limit", "6");

            assertThat(extended.code()).as(extended.err()).isZero();
            assertThat(cell(program).path("planned").asInt()).isEqualTo(6);
            assertThat(cell(program).at("/lm_eval/seconds").asDouble()).isGreaterThan(seconds);
            assertThat(cell(program).path("execution_time").asDouble())
                    .isCloseTo(cell(program).at("/lm_eval/seconds").asDouble(), within(1e-3));
        }
    }

    @Test
    void repliesFromTheCacheAreNoRequests() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = program(
                    server,
                    "echo 'Cached requests: 5, Requests remaining: 1' >&2",
                    "printf 'Requesting API: 100%%|##| 1/1 [00:00]\\n' >&2");

            Ended ended = run(program);

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(program.json("results/r/results.json")
                            .at("/execution/requests")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void eachRepeatKeepsItsMetrics() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = program(server, "case $PWD in *_r1-*) metric=0.75;; esac");

            Ended ended = run(program, "--repeats", "2", "--temperatures", "0.7");

            assertThat(ended.code()).as(ended.err()).isZero();
            JsonNode said = cell(program).path("lm_eval");
            assertThat(said.at("/metrics/arc_easy_matrix/exact_match,strict-match")
                            .asDouble())
                    .isEqualTo(0.5);
            assertThat(said.at("/later_metrics/1/arc_easy_matrix/exact_match,strict-match")
                            .asDouble())
                    .isEqualTo(0.75);
            assertThat(said.path("seconds").asDouble())
                    .isCloseTo(cell(program).path("execution_time").asDouble(), within(1e-3));
        }
    }
}
