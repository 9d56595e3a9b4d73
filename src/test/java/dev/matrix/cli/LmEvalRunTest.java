package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.EmbeddedProgram;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.Mode;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** lm-eval's own tasks through the whole program, against a simulator that answers in many ways. */
class LmEvalRunTest {

    private static final String ALL =
            "lm-eval/gsm8k,lm-eval/gsm8k_cot,lm-eval/gsm8k_cot_zeroshot,lm-eval/mmlu_generative";
    private static final String MODEL = "llama3.2:1b";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private EmbeddedProgram.Ended run(Simulator server, String benchmarks, String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", "--run-id", "r", "--benchmarks", benchmarks));
        if (!List.of(more).contains("--models")) {
            arguments.addAll(List.of("--models", MODEL));
        }
        arguments.addAll(List.of(more));
        return EmbeddedProgram.in(folder).on(server).run(arguments.toArray(String[]::new));
    }

    private JsonNode results() {
        return EmbeddedProgram.in(folder).json("results/r/results.json");
    }

    private JsonNode cell(String model, String personality, String benchmark) {
        return results().get("results").get(model).get(personality).get(benchmark);
    }

    private JsonNode cell(String benchmark) {
        return cell(MODEL, "baseline", benchmark);
    }

    @Test
    void scoresAllFourOnTheBundledSamples() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended ended = run(server, ALL, "--personalities", "baseline");
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .contains("lm-eval/gsm8k: flexible-extract / strict-match")
                    .containsPattern("baseline +\\d+\\.\\d / \\d+\\.\\d ");
        }
        for (String benchmark : ALL.split(",")) {
            JsonNode cell = cell(benchmark);
            assertThat(cell.get("planned").asInt()).isEqualTo(48);
            assertThat(cell.get("score").asDouble()).as(benchmark).isBetween(.2, .8);
            assertThat(cell.get("strict").asDouble()).as(benchmark).isBetween(.2, .8);
            assertThat(cell.get("status").asText()).isEqualTo("complete");
            assertThat(cell.get("protocol").asText()).isEqualTo("generate");
            assertThat(cell.get("data").asText()).isEqualTo("sample");
            assertThat(cell.get("comparable_with")).isEmpty();
            assertThat(cell.get("baseline_system").asText()).isEqualTo("none");
            assertThat(cell.get("own_system").asBoolean()).isFalse();
        }
    }

    /** Replies of the simulator take every way through the filters. */
    @Test
    void meetsEveryWayThroughTheFilters() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, ALL, "--models", "qwen2.5:0.5b,llama3.2:1b,gemma2:2b", "--personalities", "baseline");
        }
        List<String> marked = replies("lm-eval/gsm8k");
        assertThat(marked).anyMatch(reply -> reply.matches("(?s).*#### -?[0-9.,]+.*#### -?[0-9.,]+.*"));
        assertThat(marked).anyMatch(reply -> reply.contains("#### $"));
        assertThat(marked).anyMatch(reply -> !reply.contains("####") && reply.matches("(?s).*[$0-9.,]{2,}\\D*"));
        assertThat(marked).anyMatch(reply -> reply.matches("(?s)(.*[^-$0-9.,])?[0-9]"));
        assertThat(marked).anyMatch(reply -> !reply.matches("(?s).*([$0-9.,]{2,}|[0-9]).*"));
        List<String> sentences = replies("lm-eval/gsm8k_cot");
        assertThat(sentences).anyMatch(reply -> reply.matches("(?s).*The answer is [0-9.,]+\\."));
        assertThat(sentences).anyMatch(reply -> reply.matches("(?s).*The answer is [0-9]+"));
        assertThat(sentences).anyMatch(reply -> !reply.contains("The answer is"));
        List<String> lines = replies("lm-eval/mmlu_generative");
        assertThat(lines).anyMatch(String::isEmpty);
        assertThat(lines).anyMatch(reply -> reply.matches(" [A-D]  "));
        assertThat(lines).anyMatch(reply -> reply.matches("[A-D]"));
        assertThat(lines).anyMatch(reply -> reply.matches("\\([a-d]\\)"));
        assertThat(lines).anyMatch(reply -> reply.startsWith("The answer is"));
    }

    private List<String> replies(String benchmark) throws IOException {
        List<String> replies = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("results/r/trials.jsonl"), StandardCharsets.UTF_8)) {
            JsonNode trial = JSON.readTree(line);
            if (trial.get("combination").asText().contains("/" + benchmark + "/")) {
                replies.add(trial.at("/calls/0/text").asText());
            }
        }
        return replies;
    }

    @Test
    void takesNoDescriptionForATextOfTheTemplate() {
        try (Simulator server =
                EmbeddedProgram.simulator(EmbeddedProgram.quick().withModes(Set.of(Mode.NO_RENDER)))) {
            EmbeddedProgram.Ended ended = run(
                    server, "lm-eval/mmlu_generative", "--personalities", "baseline,technical_expert", "--limit", "1");
            assertThat(ended.code()).as(ended.err()).isZero();
        }
        JsonNode reach =
                EmbeddedProgram.in(folder).json("results/r/manifest.json").get("reach");
        assertThat(reach.findValuesAsText("personality")).containsExactly("technical_expert");
        assertThat(reach.findValuesAsText("reach")).containsExactly("reached");
    }

    @Test
    void givesTheMetricsTheirNamesInLmEval() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "gsm8k,lm-eval/gsm8k,lm-eval/mmlu_generative", "--personalities", "baseline");
        }
        JsonNode gsm8k = cell("lm-eval/gsm8k");
        JsonNode both = gsm8k.get("secondary");
        assertThat(both.get("exact_match,strict-match")).isEqualTo(gsm8k.get("strict"));
        assertThat(both.get("exact_match,flexible-extract")).isEqualTo(gsm8k.get("score"));
        assertThat(both.get("exact_match_stderr,flexible-extract")).isEqualTo(gsm8k.get("stderr"));
        assertThat(both.get("exact_match_stderr,strict-match").asDouble()).isPositive();
        JsonNode mmlu = cell("lm-eval/mmlu_generative");
        assertThat(mmlu.get("secondary").fieldNames())
                .toIterable()
                .containsExactly("exact_match,get_response", "exact_match_stderr,get_response");
        assertThat(mmlu.get("strict")).isEqualTo(mmlu.get("score"));
        assertThat(cell("gsm8k").get("secondary").isNull()).isTrue();
        assertThat(cell("gsm8k").get("own_system").isNull()).isTrue();
        assertThat(cell("gsm8k").get("baseline_system").isNull()).isTrue();
    }

    @Test
    void takesTheFirstItemsOfEachLeaf() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "lm-eval/mmlu_generative,lm-eval/gsm8k", "--personalities", "baseline", "--limit", "1");
        }
        assertThat(cell("lm-eval/mmlu_generative").get("planned").asInt()).isEqualTo(12);
        assertThat(cell("lm-eval/mmlu_generative").get("stderr").isNull()).isTrue();
        assertThat(cell("lm-eval/gsm8k").get("planned").asInt()).isEqualTo(1);
        String items = Files.readString(folder.resolve("results/r/items.jsonl"), StandardCharsets.UTF_8);
        assertThat(items).contains("\"gsm-s-001\"").doesNotContain("\"gsm-s-002\"");
    }

    @Test
    void readsCotByItsLastAnswer() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, ALL, "--personalities", "baseline,cot,technical_expert+cot", "--limit", "2");
        }
        for (String benchmark : ALL.split(",")) {
            assertThat(cell(MODEL, "cot", benchmark).get("protocol").asText()).isEqualTo("generate-cot");
            assertThat(cell(MODEL, "technical_expert+cot", benchmark)
                            .get("protocol")
                            .asText())
                    .isEqualTo("generate-cot");
            assertThat(cell(MODEL, "cot", benchmark).get("status").asText()).isEqualTo("complete");
        }
        assertThat(cell(MODEL, "cot", "lm-eval/mmlu_generative")
                        .get("rates")
                        .get("answered")
                        .asDouble())
                .isGreaterThan(.5);
    }

    @Test
    void isGoneOnWithAndScoredAgain() throws IOException {
        try (Simulator flaky = EmbeddedProgram.simulator(
                        EmbeddedProgram.quick().withFaults(FaultPlan.parse("chat:400#30-34")));
                Simulator sound = EmbeddedProgram.simulator()) {
            run(flaky, ALL, "--personalities", "baseline,cot", "--limit", "6");
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(sound);
            assertThat(program.run("run", "--resume", "r").code()).isZero();
            long asked = sound.statistics().chatRequests();
            EmbeddedProgram.Ended again = program.run("run", "--resume", "r");
            assertThat(again.err()).contains("Nothing is left to ask.");
            assertThat(sound.statistics().chatRequests()).isEqualTo(asked);
            assertThat(program.run("run", "--resume", "r", "--limit", "8").code())
                    .isZero();
            JsonNode before = results().get("results");
            EmbeddedProgram.Ended rescored = EmbeddedProgram.in(folder).run("rescore", "r");
            assertThat(rescored.code()).isZero();
            assertThat(results().get("results")).isEqualTo(before);
            assertThat(cell("lm-eval/gsm8k").get("planned").asInt()).isEqualTo(8);
        }
        Path whole = folder.resolve("whole");
        Files.createDirectories(whole);
        try (Simulator sound = EmbeddedProgram.simulator()) {
            EmbeddedProgram.in(whole)
                    .on(sound)
                    .run(
                            "run",
                            "--run-id",
                            "r",
                            "--models",
                            MODEL,
                            "--benchmarks",
                            ALL,
                            "--personalities",
                            "baseline,cot",
                            "--limit",
                            "8");
        }
        JsonNode straight = EmbeddedProgram.in(whole).json("results/r/results.json");
        for (String field : List.of("score", "strict", "fingerprint", "stderr")) {
            assertThat(results().get("combinations").findValuesAsText(field))
                    .as(field)
                    .isEqualTo(straight.get("combinations").findValuesAsText(field));
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        List.of("--sample", "stratified"),
                        "lm-eval/gsm8k takes the first items of each task, as lm-eval does; leave out --sample stratified"),
                Arguments.of(
                        List.of("--temperatures", "0,0.7"),
                        "lm-eval/gsm8k is asked at temperature 0, as lm-eval does; leave out --temperatures"),
                Arguments.of(
                        List.of("--repeats", "2"),
                        "lm-eval/gsm8k is asked once an item, as lm-eval does; leave out --repeats"),
                Arguments.of(
                        List.of("--fewshot", "8"),
                        "lm-eval/gsm8k: 8 few-shot examples were asked for, there are 5, and lm-eval refuses that; give"
                                + " --fewshot 5 or less"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWhatLmEvalWouldNotDo(List<String> options, String sentence) {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended ended = run(server, "lm-eval/gsm8k", options.toArray(String[]::new));
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains(sentence);
            assertThat(server.statistics().chatRequests()).isZero();
            assertThat(folder.resolve("results")).doesNotExist();
        }
    }

    @Test
    void refusesMoreFixedExamplesThanTheTaskHas() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended ended = run(server, "lm-eval/gsm8k_cot", "--fewshot", "9");
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("there are 8", "--fewshot 8 or less");
        }
    }

    @Test
    void keepsTheNumberOfExamplesThatATaskLocks() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "lm-eval/gsm8k_cot_zeroshot,lm-eval/gsm8k", "--fewshot", "2", "--personalities", "baseline");
        }
        JsonNode recorded =
                EmbeddedProgram.in(folder).json("results/r/manifest.json").get("benchmarks");
        assertThat(recorded.get(0).at("/benchmark/fewshot").asInt()).isZero();
        assertThat(recorded.get(1).at("/benchmark/fewshot").asInt()).isEqualTo(2);
        assertThat(cell("lm-eval/gsm8k_cot_zeroshot").get("status").asText()).isEqualTo("complete");
    }

    @Test
    void tellsNoEffectWhereTheModelsOwnSystemStays() {
        String model = "qwen2.5:0.5b";
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder)
                    .on(server)
                    .run(
                            "run",
                            "--run-id",
                            "r",
                            "--models",
                            model,
                            "--benchmarks",
                            "gsm8k,lm-eval/gsm8k",
                            "--personalities",
                            "baseline,technical_expert",
                            "--limit",
                            "4");
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("S: " + model + " has a SYSTEM of its own");
        }
        assertThat(cell(model, "technical_expert", "lm-eval/gsm8k")
                        .get("own_system")
                        .asBoolean())
                .isTrue();
        JsonNode versus =
                results().get("statistics").get(model).get("technical_expert").get("vs_baseline");
        assertThat(versus.get("n_benchmarks").asInt()).isEqualTo(1);
        assertThat(versus.get("items_compared").asInt()).isEqualTo(4);
    }

    @Test
    void standsInAGroupOfItsOwn() {
        EmbeddedProgram program = EmbeddedProgram.in(folder);
        String list = program.run("benchmarks", "list").out();
        assertThat(list).contains("lm-eval's own tasks").contains("lm-eval/gsm8k_cot_zeroshot");
        assertThat(list.indexOf("truthfulqa_mc2")).isLessThan(list.indexOf("lm-eval/gsm8k"));
        String json = program.run("benchmarks", "list", "--json").out();
        assertThat(json).contains("\"lm_eval\"").contains("\"gsm8k v3.0\"").contains("\"mmlu_generative v3.0\"");
    }

    @Test
    void isNoneOfAll() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder)
                    .on(server)
                    .run("plan", "--models", MODEL, "--personalities", "baseline", "--benchmarks", "all", "--json");
            assertThat(ended.code()).isZero();
            assertThat(ended.out()).contains("/gsm8k/").doesNotContain("lm-eval");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[user]\nQuestion: ",
                "[assistant]\n",
                "lm-eval task   gsm8k, version 3.0",
                "a reply ends   after 256 tokens or at 'Question:', '</s>', '<|im_end|>'",
                "read by        strict-match: the first of '#### (\\-?[0-9\\.\\,]+)', then the first reply",
                "prompt_hash    02e083427b6e9d564c9d94c2a8d1f1a8ddfd598c4852cbb88f147d2c76cb26e0"
            })
    void showsTheExactMessages(String part) {
        assertThat(EmbeddedProgram.in(folder)
                        .run("benchmarks", "show", "lm-eval/gsm8k")
                        .out())
                .contains(part);
    }

    @Test
    void isFoundWhenItsNameIsMisspelt() {
        EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).run("benchmarks", "show", "lm-eval/gsm8");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("unknown benchmark 'lm-eval/gsm8'", "lm-eval/gsm8k");
    }
}
