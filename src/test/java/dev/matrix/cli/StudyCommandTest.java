package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.matrix.EmbeddedProgram;
import dev.matrix.EmbeddedProgram.Ended;
import dev.matrix.app.Cancellation;
import dev.matrix.app.ServerConnection;
import dev.matrix.app.ServerConnector;
import dev.matrix.inference.ModelClient;
import dev.matrix.inference.ModelServer;
import dev.matrix.simulator.SimulatedModel;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code matrix study} over simulated models; items of checklist P. */
class StudyCommandTest {

    private static final String STUDY = """
            name: s
            settings:
              personalities: [baseline, technical_expert, creative_thinker, domain_code]
              benchmarks: [arc_easy, gsm8k]
            tiers:
              - name: tiny
                limit: 6
                models: [qwen2.5:0.5b, llama3.2:1b, gone:1b]
              - name: small
                limit: 4
                models: [gemma2:2b, phi3:mini]
              - name: big
                models: [mistral:7b, bge-m3]
            phases:
              - name: scaling
                estimate: 2 to 3 hours
                tiers: [tiny, small]
              - name: large
                limit: 4
                models: [mistral:7b]
              - name: nothing
                models: [gone:1b, bge-m3]
            families:
              Google: [gemma2:2b]
            domains:
              code: [phi3:mini]
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeStudy() throws IOException {
        Files.writeString(folder.resolve("s.yaml"), STUDY);
    }

    private static SimulatorSettings settings() {
        return EmbeddedProgram.quick()
                .withModels(Stream.concat(
                                EmbeddedProgram.quick().models().stream(),
                                Stream.of(
                                        SimulatedModel.of("mistral:7b", 7_248_023_552L, "7.2B", "llama"),
                                        SimulatedModel.of("gemma3:1b", 999_885_952L, "999.89M", "gemma3")))
                        .toList());
    }

    private EmbeddedProgram on(Simulator server) {
        return EmbeddedProgram.in(folder).on(server);
    }

    private static JsonNode json(Ended ended) {
        try {
            return JsonMapper.builder().build().readTree(ended.out());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(ended.out(), e);
        }
    }

    @Test
    void runsEachPhaseAndListsWhatIsNotThere() {
        try (Simulator server = EmbeddedProgram.simulator(settings())) {
            Ended ended = on(server).run("study", "s.yaml");

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .contains(
                            "SIMULATED",
                            "s-scaling-tiny",
                            "s-scaling-small",
                            "s-large",
                            "2 to 3 hours",
                            "finished",
                            "skipped gone:1b: not installed (ollama pull gone:1b)",
                            "arc_easy (sample), gsm8k (sample)",
                            "samples bundled with the program",
                            "Do personality traits have diminishing returns with model size?",
                            "The plan's bands",
                            "Transfer from smaller to larger models",
                            "domain_code")
                    .doesNotContain("NaN", "null");
            assertThat(folder.resolve("results/s-nothing")).doesNotExist();
            JsonNode tiny = EmbeddedProgram.in(folder).json("results/s-scaling-tiny/manifest.json");
            assertThat(tiny.get("settings").get("limit").asText()).isEqualTo("6");
            JsonNode small = EmbeddedProgram.in(folder).json("results/s-scaling-small/manifest.json");
            assertThat(small.get("settings").get("limit").asText()).isEqualTo("4");
            assertThat(small.get("models")).hasSize(2);
        }
    }

    @Test
    void asksNothingAgainAndAnalysesTheSameFromItsRuns() {
        try (Simulator server = EmbeddedProgram.simulator(settings())) {
            JsonNode first = json(on(server).run("study", "s.yaml", "--json", "--quiet"));
            long asked = server.statistics().chatRequests();
            JsonNode second = json(on(server).run("study", "s.yaml", "--json", "--quiet"));
            JsonNode from = json(on(server)
                    .run("study", "s.yaml", "--json", "--from", "s-scaling-tiny", "s-scaling-small", "s-large"));

            assertThat(server.statistics().chatRequests()).isEqualTo(asked);
            assertThat(second.get("report")).isEqualTo(first.get("report"));
            assertThat(from.get("report")).isEqualTo(first.get("report"));
            assertThat(first.get("skipped").get(0).asText()).isEqualTo("gone:1b");
            assertThat(first.get("phases")).hasSize(5);
            JsonNode phase = first.get("phases").get(0);
            assertThat(phase.get("state").asText()).isEqualTo("finished");
            assertThat(phase.get("estimated_seconds").asDouble()).isPositive();
            assertThat(phase.get("actual_seconds").asDouble()).isPositive();
            assertThat(phase.get("skipped").get(0).get("fix").asText()).isEqualTo("ollama pull gone:1b");
        }
    }

    @Test
    void tellsTheReportOfFiveModelsInJson() {
        try (Simulator server = EmbeddedProgram.simulator(settings())) {
            JsonNode report =
                    json(on(server).run("study", "s.yaml", "--json", "--quiet")).get("report");

            assertThat(report.get("simulated").asBoolean()).isTrue();
            assertThat(report.get("suite")).hasSize(2);
            assertThat(report.get("models")).hasSize(5);
            assertThat(report.get("models").get(0).get("model").get("name").asText())
                    .isEqualTo("qwen2.5:0.5b");
            assertThat(report.get("models").get(4).get("tier").asText()).isEqualTo("medium");
            JsonNode findings = report.get("findings");
            assertThat(findings.get("scaling").get("best").get("per_doubling").isNumber())
                    .isTrue();
            assertThat(findings.get("bands").get(3).get("standing").asText()).isEqualTo("cannot_tell");
            assertThat(findings.get("universality").get("friedman_reason").asText())
                    .isEqualTo("cannot tell, 2 personalities");
            assertThat(findings.get("universality")
                            .get("rows")
                            .get(0)
                            .get("reason")
                            .asText())
                    .isEqualTo("cannot tell, 5 models");
            assertThat(findings.get("prediction").get("models")).hasSize(5);
            assertThat(findings.get("answers")).hasSize(4);
            assertThat(findings.get("domains").get("cells").get(0).get("domain").asText())
                    .isEqualTo("code");
        }
    }

    /** A connection on which something happens with each question. */
    private record Watched(ServerConnection real, Runnable onChat) implements ServerConnection {

        @Override
        public ModelServer server() {
            return real.server();
        }

        @Override
        public ModelClient client() {
            return request -> {
                onChat.run();
                return real.client().chat(request);
            };
        }

        @Override
        public String address() {
            return real.address();
        }

        @Override
        public List<String> warnings() {
            return real.warnings();
        }

        @Override
        public void abortInFlight() {
            real.abortInFlight();
        }

        @Override
        public void close() {
            real.close();
        }
    }

    @Test
    void goesOnWhereItWasStopped() {
        String[] command = {"study", "s.yaml", "--limit", "5", "--study-id", "other"};
        AtomicInteger asked = new AtomicInteger();
        Cancellation cancellation = new Cancellation();
        try (Simulator server = EmbeddedProgram.simulator(settings())) {
            EmbeddedProgram program = on(server);
            ServerConnector real = program.ports().connector();
            Ended stopped = program.connecting((host, timeouts, concurrency) ->
                            new Watched(real.connect(host, timeouts, concurrency), () -> {
                                if (asked.incrementAndGet() == 60) {
                                    cancellation.requestAndAwait(Duration.ZERO);
                                }
                            }))
                    .run(cancellation, command);

            assertThat(stopped.code()).as(stopped.err()).isEqualTo(130);
            assertThat(stopped.err()).contains("Go on with: matrix study s.yaml --study-id other --limit 5");
            assertThat(stopped.out()).contains("interrupted", "not started").doesNotContain("diminishing");
            long before = server.statistics().chatRequests();

            Ended ended = on(server).run(command);

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("Resuming run other-scaling-tiny");
            assertThat(ended.out()).contains("diminishing").doesNotContain("interrupted", "not started");
            assertThat(EmbeddedProgram.in(folder)
                            .json("results/other-scaling-tiny/manifest.json")
                            .get("settings")
                            .get("limit")
                            .asText())
                    .isEqualTo("5");
            assertThat(server.statistics().chatRequests()).isGreaterThan(before);
        }
    }

    @Test
    void extendsARunByAModelThatWasPulledSince() {
        List<SimulatedModel> all = settings().models();
        List<SimulatedModel> before =
                all.stream().filter(model -> !model.name().startsWith("gemma2")).toList();
        try (Simulator server = EmbeddedProgram.simulator(settings().withModels(before))) {
            Ended ended = on(server).run("study", "s.yaml", "--models", "gemma2:2b,phi3:mini");
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("skipped gemma2:2b: not installed");
        }
        try (Simulator server = EmbeddedProgram.simulator(settings())) {
            Ended ended = on(server).run("study", "s.yaml", "--models", "gemma2:2b,phi3:mini");
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("added: models gemma2:2b");
            assertThat(EmbeddedProgram.in(folder)
                            .json("results/s-scaling-small/manifest.json")
                            .get("models"))
                    .hasSize(2);
        }
    }

    @Test
    void planIsShownWithoutAskingAnything() {
        try (Simulator server = EmbeddedProgram.simulator(settings())) {
            Ended ended = on(server).run("study", "s.yaml", "--dry-run");

            assertThat(ended.code()).isZero();
            assertThat(ended.out()).contains("scaling", "skipped gone:1b").containsOnlyOnce("2 to 3 hours");
            assertThat(server.statistics().chatRequests()).isZero();
            assertThat(folder.resolve("results")).doesNotExist();
        }
    }

    @Test
    void findsTheStudyOfThePlanByItsName() {
        try (Simulator server = EmbeddedProgram.simulator(settings())) {
            Ended ended = on(server).run("study", "multi-model", "--dry-run", "--json");

            assertThat(ended.code()).as(ended.err()).isZero();
            JsonNode phases = json(ended).get("phases");
            assertThat(phases.get(0).get("run").asText()).isEqualTo("multi-model-scaling");
            assertThat(phases.get(0).get("models").toString()).contains("llama3.2:1b", "gemma3:1b");
            assertThat(phases.get(2).get("skipped").get(0).get("fix").asText()).isEqualTo("ollama pull mixtral:8x7b");
        }
    }

    @Test
    void showsHowFarSeedsAreApart() {
        try (Simulator server = EmbeddedProgram.simulator(settings())) {
            for (String seed : List.of("1", "2", "3")) {
                Ended ended = on(server)
                        .run(
                                "run",
                                "--run-id",
                                "seed" + seed,
                                "--seed",
                                seed,
                                "--models",
                                "llama3.2:1b",
                                "--personalities",
                                "baseline,creative_thinker",
                                "--benchmarks",
                                "arc_easy",
                                "--limit",
                                "5");
                assertThat(ended.code()).as(ended.err()).isZero();
            }
            Ended ended = on(server).run("study", "--from", "seed1", "seed2", "seed3");

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("The same in several runs", "creative_thinker");
        }
    }

    @Test
    void leavesOutWhatIsNotAskedToTheEnd() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator(settings())) {
            Ended ended = on(server)
                    .run(
                            "run",
                            "--run-id",
                            "d1",
                            "--models",
                            "qwen2.5:0.5b",
                            "--personalities",
                            "baseline,technical_expert,creative_thinker",
                            "--benchmarks",
                            "gsm8k",
                            "--limit",
                            "6");
            assertThat(ended.code()).as(ended.err()).isZero();
            Path journal = folder.resolve("results/d1/trials.jsonl");
            List<String> lines = Files.readAllLines(journal);
            List<String> cut = Stream.concat(
                            lines.stream().filter(line -> !line.contains("qwen2.5:0.5b/creative_thinker/")),
                            lines.stream()
                                    .filter(line -> line.contains("qwen2.5:0.5b/creative_thinker/"))
                                    .limit(2))
                    .toList();
            Files.write(journal, cut);
            Ended some = on(server).run("study", "--from", "d1");
            assertThat(some.code()).as(some.err()).isZero();
            assertThat(some.out())
                    .contains(
                            "Run d1: left out, because not asked to the end: qwen2.5:0.5b/creative_thinker/gsm8k/t0.");
            Files.write(journal, lines.subList(0, 1));
            Ended none = on(server).run("study", "--from", "d1");
            assertThat(none.code()).isEqualTo(2);
            assertThat(none.err()).contains("--from: run d1 has no comparison with baseline that is asked to the end");
        }
    }

    @Test
    void refusesRunsWhosePromptsDiffer() {
        try (Simulator server = EmbeddedProgram.simulator(settings())) {
            for (String text : List.of("Be brief.", "Be long.")) {
                Ended ended = on(server)
                        .run(
                                "run",
                                "--run-id",
                                text.substring(3, 7),
                                "--models",
                                "llama3.2:1b",
                                "--personalities",
                                "baseline",
                                "--system",
                                "mine=" + text,
                                "--benchmarks",
                                "arc_easy",
                                "--limit",
                                "2");
                assertThat(ended.code()).as(ended.err()).isZero();
            }
            Ended ended = on(server).run("study", "--from", "brie", "long");

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err())
                    .isEqualTo("matrix: Runs brie and long cannot be analysed together: the text of personality mine is"
                            + " not the same. Leave one of them out.\n");
        }
    }

    @Test
    void saysWhatIsMissing() {
        EmbeddedProgram program = EmbeddedProgram.in(folder);
        assertThat(program.run("study").code()).isEqualTo(2);
        assertThat(program.run("study").err()).contains("Say which study").hasLineCount(1);
        assertThat(program.run("study", "nosuch.yaml").code()).isEqualTo(2);
        assertThat(program.run("study", "nosuch.yaml").err())
                .contains("nosuch.yaml")
                .hasLineCount(1);
        assertThat(program.run("study", "--from", "nosuch").code()).isEqualTo(2);
        assertThat(program.run("study", "s.yaml", "--models", "qwen2.5:0.6b").err())
                .contains("--models: s.yaml has no model 'qwen2.5:0.6b'; did you mean 'qwen2.5:0.5b'?");
        assertThat(program.run("study", "s.yaml", "--host", "http://127.0.0.1:9")
                        .code())
                .isEqualTo(3);
    }
}
