package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.matrix.EmbeddedProgram.Ended;
import dev.matrix.app.Cancellation;
import dev.matrix.lmeval.LmEvalFinder;
import dev.matrix.simulator.ServiceTime;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * REQ-MATRIX-006 with the real lm-eval, which the simulator answers over {@code /v1}. Skipped where lm-eval is not installed; with MATRIX_REQUIRE_LM_EVAL=1
 * that is a failure.
 */
class RealLmEvalIT {

    /** Requests that look whether a baseline reaches the model, before lm-eval asks anything. */
    private static final int LOOKS = 2;

    private static final String MODEL = "qwen2.5:0.5b";

    @TempDir
    private Path temp;

    @BeforeAll
    static void requireLmEval() {
        String setting = System.getenv().getOrDefault("MATRIX_LM_EVAL", LmEvalFinder.ANY);
        boolean there = new LmEvalFinder(System.getenv(), System::nanoTime)
                .find(setting)
                .isPresent();
        assertThat(there || !"1".equals(System.getenv("MATRIX_REQUIRE_LM_EVAL")))
                .as("MATRIX_REQUIRE_LM_EVAL is 1, but lm-eval is not installed")
                .isTrue();
        assumeTrue(there, "lm-eval is not installed");
    }

    private EmbeddedProgram program(Simulator server) {
        EmbeddedProgram program = EmbeddedProgram.in(temp).on(server);
        Stream.of("PATH", "MATRIX_LM_EVAL")
                .filter(System.getenv()::containsKey)
                .forEach(name -> program.with(name, System.getenv(name)));
        return program;
    }

    private static String[] run(String personality, String benchmark, String limit) {
        return new String[] {
            "run",
            "--engine",
            "lm-eval",
            "--models",
            MODEL,
            "--personalities",
            personality,
            "--benchmarks",
            benchmark,
            "--limit",
            limit,
            "--run-id",
            "r"
        };
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.builder().build().readTree(file.toFile());
    }

    private List<JsonNode> trials() throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        return Files.readAllLines(temp.resolve("results/r/trials.jsonl")).stream()
                .map(line -> {
                    try {
                        return mapper.readTree(line);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    /** The one process that the run had. */
    private Path job() throws IOException {
        try (Stream<Path> jobs = Files.list(temp.resolve("results/r/lm-eval"))) {
            return jobs.reduce((one, other) -> {
                        throw new AssertionError("more than one process");
                    })
                    .orElseThrow();
        }
    }

    /** What lm-eval says that it sent for its first question. */
    private JsonNode sent() throws IOException {
        try (Stream<Path> files = Files.walk(job().resolve("output"))) {
            Path samples = files.filter(file -> file.getFileName().toString().startsWith("samples_"))
                    .findFirst()
                    .orElseThrow();
            JsonMapper mapper = JsonMapper.builder().build();
            String line = Files.readAllLines(samples).get(0);
            return mapper.readTree(
                    mapper.readTree(line).at("/arguments/gen_args_0/arg_0/0").asText());
        }
    }

    /** Scenario: Execute benchmark with personality. */
    @Test
    void executesABenchmarkWithAPersonality() throws Exception {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = program(server);

            Ended ended = program.run(run("technical_expert", "mmlu", "4"));

            assertThat(ended.code()).as(ended.err()).isZero();
            // It calls lm-eval with the model configuration, the system prompt built from traits, and the benchmark
            // task,
            JsonNode config = json(job().resolve("config.yaml"));
            assertThat(config.at("/model_args/model").asText()).isEqualTo(MODEL);
            assertThat(config.at("/model_args/base_url").asText()).startsWith(server.address());
            String system = program.json("results/r/manifest.json")
                    .at("/personalities/0/system")
                    .asText();
            assertThat(config.path("system_instruction").asText()).isNotBlank().isEqualTo(system);
            assertThat(config.path("tasks").toString()).isEqualTo("[\"mmlu_matrix\"]");
            assertThat(sent().at("/0/content").asText()).isEqualTo(system);
            assertThat(server.statistics().chatRequests()).isGreaterThanOrEqualTo(4);
            // and captures the results.
            assertThat(trials())
                    .hasSize(4)
                    .allSatisfy(trial ->
                            assertThat(trial.at("/calls/0/text").asText()).isNotNull());
            JsonNode cell = program.json("results/r/results.json").at("/results/" + MODEL + "/technical_expert/mmlu");
            assertThat(cell.path("status").asText()).isEqualTo("complete");
            assertThat(cell.path("score").isNumber()).isTrue();
            assertThat(cell.path("protocol").asText()).isEqualTo("generate");
            assertThat(cell.at("/lm_eval/version").asText()).startsWith("0.4.");
            assertThat(cell.at("/lm_eval/metrics/mmlu_matrix").has("exact_match,strict-match"))
                    .isTrue();
            assertThat(cell.at("/lm_eval/substitute").asText()).contains("mmlu_matrix");
        }
    }

    /** Scenario: Execute benchmark with COT. */
    @Test
    void executesABenchmarkWithChainOfThought() throws Exception {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = program(server);

            Ended ended = program.run(run("cot", "gsm8k", "4"));

            assertThat(ended.code()).as(ended.err()).isZero();
            JsonNode config = json(job().resolve("config.yaml"));
            assertThat(config.at("/model_args/model").asText()).isEqualTo(MODEL);
            assertThat(config.path("tasks").toString()).isEqualTo("[\"gsm8k_matrix_cot\"]");
            assertThat(config.has("system_instruction")).isFalse();
            JsonNode sent = sent();
            assertThat(sent).hasSize(1);
            assertThat(sent.at("/0/role").asText()).isEqualTo("user");
            assertThat(sent.at("/0/content").asText()).endsWith("\n\nLet's think step by step:");
            assertThat(trials()).hasSize(4);
            JsonNode cell = program.json("results/r/results.json").at("/results/" + MODEL + "/cot/gsm8k");
            assertThat(cell.path("score").isNumber()).isTrue();
            assertThat(cell.path("protocol").asText()).isEqualTo("generate-cot");
            assertThat(cell.at("/lm_eval/metrics").has("gsm8k_matrix_cot")).isTrue();
            // Rescoring needs no lm-eval.
            assertThat(EmbeddedProgram.in(temp).run("rescore", "r", "--json").out())
                    .contains("gsm8k_matrix_cot");
        }
    }

    @Test
    void aSubjectOfTheDataIsTextForLmEvalNeverCode() throws Exception {
        String subject = "{{ (cycler|attr('\\x5f\\x5finit\\x5f\\x5f')|attr('\\x5f\\x5fglobals\\x5f\\x5f'))"
                + ".os.system('touch PWNED') }},*";
        Path data = Files.createDirectories(temp.resolve("data/mmlu/data/test"));
        Files.writeString(data.resolve(subject + "_test.csv"), "Which is first?,one,two,three,four,A\n");
        try (Simulator server = EmbeddedProgram.simulator()) {
            List<String> words = new ArrayList<>(List.of(run("technical_expert", "lm-eval/mmlu_generative", "1")));
            words.addAll(List.of("--data", temp.resolve("data").toString()));

            Ended ended = program(server).run(words.toArray(String[]::new));

            assertThat(job().resolve("PWNED")).doesNotExist();
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(sent().at("/0/content").asText()).contains("about {{ (cycler|attr('");
            assertThat(trials()).hasSize(1);
        }
    }

    /** Returns when lm-eval is in the middle of its questions. */
    private static void awaitRequests(Simulator server, CompletableFuture<Ended> run) throws Exception {
        while (server.statistics().chatRequests() < LOOKS + 8) {
            try {
                throw new AssertionError("the run ended too early: " + run.get(50, TimeUnit.MILLISECONDS));
            } catch (TimeoutException goesOn) {
                // As it should.
            }
        }
    }

    @Test
    void stopsWithinTwoSecondsAndAResumeAsksOnlyTheRest() throws Exception {
        var slow = EmbeddedProgram.quick().withSlots(2).withServiceTime(ServiceTime.fixed(Duration.ofMillis(400)));
        try (Simulator server = EmbeddedProgram.simulator(slow)) {
            EmbeddedProgram program = program(server);
            Cancellation cancellation = new Cancellation();
            CompletableFuture<Ended> run =
                    CompletableFuture.supplyAsync(() -> program.run(cancellation, run("baseline", "gsm8k", "24")));
            awaitRequests(server, run);

            long start = System.nanoTime();
            // Without patience: only Main says that all has been printed, which is what the rest would wait for.
            cancellation.requestAndAwait(Duration.ofMillis(1));
            Ended ended = run.get(2, TimeUnit.SECONDS);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(ended.code()).as(ended.err()).isEqualTo(130);
            assertThat(ended.err()).contains("run --resume r");
            // Other tests of this process have children of their own.
            assertThat(ProcessHandle.current()
                            .descendants()
                            .filter(each -> each.info().commandLine().orElse("").contains(temp.toString())))
                    .isEmpty();
            long before = server.statistics().chatRequests();

            Ended resumed = program.run("run", "--resume", "r");

            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertThat(trials()).hasSize(24);
            // What was answered before the stop came from the cache.
            assertThat(server.statistics().chatRequests() - before).isLessThanOrEqualTo(LOOKS + 24 - 4);
            assertThat(program.json("results/r/results.json")
                            .at("/results/" + MODEL + "/baseline/gsm8k/status")
                            .asText())
                    .isEqualTo("complete");
        }
    }
}
