package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.matrix.EmbeddedProgram;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compared, the control, and when a run has asked enough. */
class DesignTest {

    @TempDir
    Path folder;

    private static String[] run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", "--run-id", "r", "--benchmarks", "gsm8k"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static String[] small(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--models", "qwen2.5:0.5b", "--limit", "4"));
        if (!List.of(more).contains("--personalities")) {
            arguments.addAll(List.of("--personalities", "baseline,balanced"));
        }
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private List<JsonNode> journal() throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("results/r/trials.jsonl"))) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    private JsonNode results() {
        return EmbeddedProgram.in(folder).json("results/r/results.json");
    }

    /** A program whose time is that of the server: a second passes with each question. */
    private EmbeddedProgram aSecondAQuestion(Simulator server) {
        return EmbeddedProgram.in(folder)
                .on(server)
                .timed(() -> TimeUnit.SECONDS.toNanos(server.statistics().chatRequests()));
    }

    @Test
    void recordsWhatIsCompared() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended ended =
                    EmbeddedProgram.in(folder).on(server).run(small("--sesoi", "2.5", "--compare", "balanced"));
            assertThat(ended.code()).as(ended.err()).isZero();
            JsonNode settings =
                    EmbeddedProgram.in(folder).json("results/r/manifest.json").get("settings");
            assertThat(settings.get("sesoi").asDouble()).isEqualTo(2.5);
            assertThat(settings.get("compare").get(0).asText()).isEqualTo("balanced");
            assertThat(settings.get("control").asBoolean()).isFalse();
            assertThat(settings.get("budget").isNull()).isTrue();
            assertThat(settings.get("stop_when").asText()).isEqualTo("end");

            EmbeddedProgram.Ended changed =
                    EmbeddedProgram.in(folder).on(server).run("run", "--resume", "r", "--sesoi", "1");
            assertThat(changed.code()).isEqualTo(2);
            assertThat(changed.err()).contains("--resume cannot change --sesoi: run r has 2.5", "--run-id NEW");
            assertThat(EmbeddedProgram.in(folder)
                            .on(server)
                            .run("run", "--resume", "r", "--compare", "all")
                            .err())
                    .contains("--resume cannot change --compare: run r has balanced");
        }
    }

    @Test
    void resumesWithTheSameComparisonsInAnotherOrder() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            EmbeddedProgram.Ended ended =
                    program.run(small("--personalities", "baseline,balanced,cot", "--compare", "balanced,cot"));
            assertThat(ended.code()).as(ended.err()).isZero();
            EmbeddedProgram.Ended again = program.run("run", "--resume", "r", "--compare", "cot,balanced");
            assertThat(again.code()).as(again.err()).isZero();
            assertThat(program.run("run", "--resume", "r", "--compare", "cot").code())
                    .isEqualTo(2);
        }
    }

    @Test
    void asksBaselineAgainLastAndCountsItNowhere() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            EmbeddedProgram.Ended ended = program.run(small("--control"));
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("= 2 combinations and the control, 12 trials");
            assertThat(ended.out()).contains("2 combinations, ok 2, failed 0");
            List<JsonNode> lines = journal();
            assertThat(lines).hasSize(12);
            assertThat(lines.subList(8, 12)).allSatisfy(line -> {
                assertThat(line.get("control").asText()).isEqualTo("control");
                assertThat(line.get("combination").asText()).isEqualTo("qwen2.5:0.5b/baseline/gsm8k/t0");
            });
            assertThat(results().get("combinations")).hasSize(2);
            JsonNode control = results().get("control_combinations");
            assertThat(control).hasSize(1);
            assertThat(control.get(0).get("id").asText()).isEqualTo("qwen2.5:0.5b/baseline/gsm8k/t0#control");
            assertThat(control.get(0).get("total").asInt()).isEqualTo(4);
            assertThat(program.json("checkpoints/r.json").get("completed")).hasSize(2);
            long asked = server.statistics().chatRequests();
            EmbeddedProgram.Ended again = program.run("run", "--resume", "r");
            assertThat(again.code()).as(again.err()).isZero();
            assertThat(again.err()).contains("12 of 12 trials are reused");
            assertThat(server.statistics().chatRequests()).isEqualTo(asked);
            String before = results().get("control_combinations").toString();
            assertThat(program.run("rescore", "r").code()).isZero();
            assertThat(results().get("control_combinations")).hasToString(before);
        }
    }

    @Test
    void addsAControlToARunThatHadNone() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            program.run(small());
            EmbeddedProgram.Ended ended = program.run("run", "--resume", "r", "--control");
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("added: control");
            assertThat(journal()).hasSize(12);
            assertThat(results().get("control_combinations")).hasSize(1);
        }
    }

    @Test
    void plansTheControlOfWhatAResumeAdds() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            program.run(small("--control"));
            EmbeddedProgram.Ended plan = program.run("plan", "--resume", "r", "--limit", "5", "--json");
            assertThat(read(plan.out()).get("combinations")).hasSize(2);
            assertThat(read(plan.out()).get("control_trials").asInt()).isEqualTo(1);
            assertThat(read(plan.out()).get("trials").asInt()).isEqualTo(3);
        }
    }

    @Test
    void saysThatTheControlMissesTrials() {
        String[] arguments = small("--control", "--concurrency", "1", "--strict", "--max-missing", "100");
        long last;
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.in(folder.resolve("first")).on(server).run(arguments);
            last = server.statistics().chatRequests();
        }
        try (Simulator server = EmbeddedProgram.simulator(
                EmbeddedProgram.quick().withFaults(FaultPlan.parse("chat:400#" + last + "-" + last)))) {
            EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).on(server).run(arguments);
            assertThat(ended.code()).as(ended.err()).isEqualTo(1);
            assertThat(ended.out())
                    .contains("control: 1 of 4 trials of qwen2.5:0.5b/baseline/gsm8k/t0#control are missing (partial)");
            assertThat(ended.err())
                    .contains("--strict: failed: 1 trial in 1 combination")
                    .contains("1 combination is not complete");
        }
    }

    @Test
    void keepsToTheBudgetInBlocksThatAllHaveReached() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended ended = aSecondAQuestion(server)
                    .run(run(
                            "--models",
                            "qwen2.5:0.5b,llama3.2:1b",
                            "--personalities",
                            "baseline,balanced",
                            "--limit",
                            "40",
                            "--budget",
                            "2m10s"));
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("Budget 2 min 10 s, in blocks of 20 items: qwen2.5:0.5b ");
            JsonNode combinations = results().get("combinations");
            assertThat(combinations).hasSize(4);
            for (JsonNode each : combinations) {
                boolean first = each.get("model").asText().equals("qwen2.5:0.5b");
                assertThat(each.get("status").asText()).isEqualTo("complete");
                assertThat(each.get("missing").asInt()).isZero();
                if (first) {
                    assertThat(each.get("total").asInt()).isEqualTo(20);
                    assertThat(each.get("reached")).hasToString("{\"items\":20,\"of\":40,\"by\":\"budget\"}");
                }
            }
            assertThat(server.statistics().totalLoads()).isEqualTo(2);
            assertThat(ended.out())
                    .contains("budget: qwen2.5:0.5b was asked the first 20 of 40 items of 2 combinations");
            assertThat(ended.err())
                    .contains("The budget is used up. Ask the rest with a larger one: matrix run --resume r");
            String before = combinations.toString();
            assertThat(EmbeddedProgram.in(folder).run("rescore", "r").code()).isZero();
            assertThat(results().get("combinations")).hasToString(before);
        }
    }

    @Test
    void goesOnWithALargerBudgetAndAsksNothingWithTheSame() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            aSecondAQuestion(server)
                    .run(run(
                            "--models",
                            "qwen2.5:0.5b",
                            "--personalities",
                            "baseline,balanced",
                            "--limit",
                            "40",
                            "--control",
                            "--budget",
                            "50s"));
            assertThat(journal()).hasSize(60);
            EmbeddedProgram.Ended same = aSecondAQuestion(server).run("run", "--resume", "r");
            assertThat(same.code()).as(same.err()).isZero();
            assertThat(journal()).hasSize(60);
            assertThat(results().get("combinations").get(0).get("total").asInt())
                    .isEqualTo(20);
            EmbeddedProgram.Ended lower = aSecondAQuestion(server).run("run", "--resume", "r", "--budget", "40s");
            assertThat(lower.code()).isEqualTo(2);
            assertThat(lower.err())
                    .contains("--resume cannot lower --budget: run r has 50s, the command line says 40s");
            EmbeddedProgram.Ended larger = aSecondAQuestion(server).run("run", "--resume", "r", "--budget", "1h");
            assertThat(larger.code()).as(larger.err()).isZero();
            assertThat(larger.err()).contains("added: budget 1h");
            assertThat(journal()).hasSize(120);
            assertThat(results().get("combinations")).allSatisfy(each -> {
                assertThat(each.get("total").asInt()).isEqualTo(40);
                assertThat(each.get("reached").isNull()).isTrue();
            });
            assertThat(EmbeddedProgram.in(folder)
                            .json("results/r/manifest.json")
                            .get("stops"))
                    .isEmpty();
        }
    }

    @Test
    void asksADecidedPersonalityNoMore() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            EmbeddedProgram.Ended ended = program.run(run(
                    "--models",
                    "qwen2.5:0.5b",
                    "--personalities",
                    "baseline,balanced,cot",
                    "--compare",
                    "balanced",
                    "--sesoi",
                    "80",
                    "--limit",
                    "40",
                    "--control",
                    "--stop-when",
                    "decided"));
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(journal()).hasSize(80);
            assertThat(results().get("combinations")).hasSize(3).allSatisfy(each -> {
                assertThat(each.get("total").asInt()).isEqualTo(20);
                assertThat(each.get("status").asText()).isEqualTo("complete");
                assertThat(each.get("reached")).hasToString("{\"items\":20,\"of\":40,\"by\":\"decided\"}");
            });
            assertThat(results().get("control_combinations").get(0).get("total").asInt())
                    .isEqualTo(20);
            JsonNode verdicts = results().get("verdicts");
            assertThat(verdicts).hasSize(1);
            assertThat(verdicts.get(0).get("verdict").asText()).isEqualTo("no_difference");
            assertThat(verdicts.get(0).get("test").asText()).isEqualTo("anytime");
            assertThat(verdicts.get(0).get("compared").asInt()).isEqualTo(20);
            assertThat(ended.out()).contains("decided: qwen2.5:0.5b/balanced/gsm8k/t0 after 20 of 40 items");
            assertThat(results().get("in_words").toString())
                    .contains("their tests and intervals hold although the data decided when to stop");
            String before = results().get("verdicts").toString();
            assertThat(program.run("rescore", "r").code()).isZero();
            assertThat(results().get("verdicts")).hasToString(before);
            EmbeddedProgram.Ended again = program.run("run", "--resume", "r");
            assertThat(again.code()).as(again.err()).isZero();
            assertThat(journal()).hasSize(80);
            assertThat(program.run("run", "--resume", "r", "--stop-when", "end").err())
                    .contains("--resume cannot change --stop-when: run r has decided, the command line says end");
        }
    }

    @Test
    void saysThatStoppingWhenDecidedTakesMoreItems() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            String[] plan = {"plan", "--models", "qwen2.5:0.5b", "--benchmarks", "gsm8k", "--limit", "40"};
            String[] stopping = Stream.concat(Stream.of(plan), Stream.of("--stop-when", "decided"))
                    .toArray(String[]::new);

            assertThat(EmbeddedProgram.in(folder).on(server).run(stopping).out())
                    .contains("1.3 to 2 times as many items");
            assertThat(EmbeddedProgram.in(folder).on(server).run(plan).out()).doesNotContain("as many items");
        }
    }

    /** qwen2.5 has a SYSTEM of its own, which lm-eval's messages leave in beside any personality. */
    @Test
    void aPlanCountsTheComparisonsThatTheRunMakes() {
        String[] matrix = {
            "--models=qwen2.5:0.5b,llama3.2:1b",
            "--personalities=baseline,balanced",
            "--benchmarks=gsm8k,lm-eval/gsm8k",
            "--limit=4",
            "--control"
        };
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            EmbeddedProgram.Ended plan = program.run(Stream.concat(Stream.of("plan", "--json"), Stream.of(matrix))
                    .toArray(String[]::new));
            EmbeddedProgram.Ended ended = program.run(Stream.concat(
                            Stream.of("run", "--run-id=r", "--yes"), Stream.of(matrix))
                    .toArray(String[]::new));

            assertThat(ended.code()).as(ended.err()).isZero();
            int planned = read(plan.out()).get("power").get(0).get("comparisons").asInt();
            assertThat(planned).isEqualTo(3);
            assertThat(results().get("verdicts")).hasSize(3);
            results().get("verdicts").forEach(verdict -> assertThat(
                            verdict.get("family").asInt())
                    .isEqualTo(planned));
        }
    }

    @Test
    void saysWhatAPlanCanFindOut() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            String[] arguments = {
                "plan", "--models", "qwen2.5:0.5b", "--benchmarks", "gsm8k,mmlu", "--limit", "40", "--compare", "cot"
            };
            EmbeddedProgram.Ended ended = program.run(arguments);
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .contains(
                            "with 40 items (gsm8k (sample), mmlu (sample)), by one test alone and as one of 2 comparisons")
                    .containsPattern("(?m)^10.0 % ")
                    .containsPattern("(?m)^20.0 % ")
                    .containsPattern("(?m)^30.0 % ")
                    .contains("n for 5 points", "With 40 items and 2 comparisons this run can find no difference");
            assertThat(program.run(small("--yes")).err()).contains("With 4 items and 1 comparison this run can find");
            List<String> json = new ArrayList<>(List.of(arguments));
            json.add("--json");
            EmbeddedProgram.Ended plan = program.run(json.toArray(String[]::new));
            JsonNode power = read(plan.out()).get("power").get(0);
            assertThat(power.get("items").asInt()).isEqualTo(40);
            assertThat(power.get("comparisons").asInt()).isEqualTo(2);
            assertThat(power.get("sesoi").asDouble()).isEqualTo(5);
            assertThat(power.get("rows")).hasSize(3);
            JsonNode last = power.get("rows").get(2);
            assertThat(last.get("discordance").asDouble()).isEqualTo(0.3);
            assertThat(last.get("smallest").asDouble()).isBetween(20.0, 30.0);
            assertThat(last.get("smallest_corrected").asDouble())
                    .isGreaterThan(last.get("smallest").asDouble());
            assertThat(last.get("items_for_sesoi").asInt()).isBetween(900, 1000);
            assertThat(power.get("rows").get(0).get("smallest").isNull()).isTrue();
            assertThat(read(plan.out()).get("power_warning").asText()).startsWith("With 40 items");
        }
    }

    private static JsonNode read(String text) {
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
