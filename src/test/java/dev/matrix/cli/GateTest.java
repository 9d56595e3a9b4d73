package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.EmbeddedProgram;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.Simulator;
import dev.matrix.store.ResultsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run --fail-on} and {@code --thresholds} let pass and what not. */
class GateTest {

    @TempDir
    Path folder;

    private Path thresholds;

    @BeforeEach
    void rules() {
        thresholds = folder.resolve("thresholds.yaml");
    }

    private EmbeddedProgram.Ended run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", "--models", "qwen2.5:0.5b", "--benchmarks", "gsm8k"));
        if (!List.of(more).contains("--personalities")) {
            arguments.addAll(List.of("--personalities", "baseline,balanced"));
        }
        arguments.addAll(List.of(more));
        try (Simulator server = EmbeddedProgram.simulator()) {
            return EmbeddedProgram.in(folder).on(server).run(arguments.toArray(String[]::new));
        }
    }

    /** Makes every reply of a personality useless. */
    private void spoil(String personality) throws IOException {
        Path journal = folder.resolve("results/r/trials.jsonl");
        ObjectMapper mapper = new ObjectMapper();
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(journal)) {
            ObjectNode trial = (ObjectNode) mapper.readTree(line);
            if (trial.get("combination").asText().contains("/" + personality + "/")) {
                trial.get("calls").forEach(call -> ((ObjectNode) call).put("text", "I cannot say."));
            }
            lines.add(mapper.writeValueAsString(trial));
        }
        Files.write(journal, lines);
    }

    private static JsonNode json(EmbeddedProgram.Ended ended) throws IOException {
        return new ObjectMapper().readTree(ended.out());
    }

    @Test
    void endsWithOneAndNamesWhatHurts() throws IOException {
        EmbeddedProgram.Ended sound = run("--run-id", "r", "--fail-on", "hurts", "--json");
        assertThat(sound.code()).as(sound.err()).isZero();
        assertThat(json(sound).at("/gate/passed").asBoolean()).isTrue();
        spoil("balanced");
        EmbeddedProgram.Ended ended = run("--resume", "r", "--fail-on", "hurts", "--json");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("matrix: --fail-on: qwen2.5:0.5b/balanced/gsm8k/t0 hurts, -");
        new ResultsSchema().check(json(ended));
        JsonNode gate = json(ended).get("gate");
        assertThat(gate.get("passed").asBoolean()).isFalse();
        assertThat(gate.at("/missed/0/combination").asText()).isEqualTo("qwen2.5:0.5b/balanced/gsm8k/t0");
        assertThat(gate.at("/missed/0/demand").asText()).isEqualTo("fail_on");
        assertThat(gate.at("/missed/0/verdict").asText()).isEqualTo("hurts");
        assertThat(gate.get("missed")).hasSize(1);
        assertThat(run("--resume", "r", "--fail-on", "helps").code()).isZero();
        assertThat(json(run("--resume", "r", "--json")).has("gate")).isFalse();
    }

    @Test
    void holdsScoresAndDropsAgainstAFile() throws IOException {
        Files.writeString(thresholds, """
                rules:
                  - personalities: baseline
                    min_score_percent: 100
                  - max_drop_points: 10
                """);
        run("--run-id", "r");
        spoil("balanced");
        EmbeddedProgram.Ended ended = run("--resume", "r", "--thresholds", "thresholds.yaml");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines().filter(line -> line.startsWith("matrix: ")))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("matrix: thresholds.yaml:2: qwen2.5:0.5b/baseline/gsm8k/t0 scores ")
                        .endsWith("under the 100.0 % that it must reach."))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("matrix: thresholds.yaml:4: qwen2.5:0.5b/balanced/gsm8k/t0 is ")
                        .contains(" points below baseline, more than the 10.0 allowed (hurts, 95 % interval -"));
        Files.writeString(thresholds, "rules: [{min_score_percent: 0, max_drop_points: 100}]");
        assertThat(run("--resume", "r", "--thresholds", "thresholds.yaml").code())
                .isZero();
    }

    @Test
    void refusesARuleThatChecksNothingBeforeAnythingIsAsked() throws IOException {
        Files.writeString(thresholds, "rules:\n  - benchmarks: gsm9k\n    fail_on: hurts\n");
        EmbeddedProgram.Ended ended = run("--run-id", "r", "--thresholds", "thresholds.yaml");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("thresholds.yaml:2: no combination matches", "gsm9k");
        assertThat(run("--dry-run", "--thresholds", "thresholds.yaml").code()).isEqualTo(2);
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            assertThat(program.run("plan", "--thresholds", "thresholds.yaml").err())
                    .contains("gsm9k");
            assertThat(program.run("plan", "--fail-on", "hurts").code()).isZero();
        }
        assertThat(folder.resolve("results")).doesNotExist();
    }

    /** A name beside a good one is meant as well. */
    @Test
    void refusesANameThatIsNotInTheRun() throws IOException {
        for (String names : List.of(
                "personalities: [balanced, balanced2]",
                "models: [qwen2.5:0.5b, typo:1b]",
                "benchmarks: [gsm8k, mmlu]")) {
            Files.writeString(thresholds, "rules:\n  - " + names + "\n    min_score_percent: 0\n");
            EmbeddedProgram.Ended ended = run("--run-id", "r", "--thresholds", "thresholds.yaml");
            assertThat(ended.code()).as(names).isEqualTo(2);
            String unknown = names.substring(names.indexOf(", ") + 2, names.length() - 1);
            assertThat(ended.err())
                    .contains("thresholds.yaml:2: " + names.substring(0, names.indexOf(':')) + ": '" + unknown
                            + "' is not in this run (");
        }
        assertThat(folder.resolve("results")).doesNotExist();
        run("--run-id", "r", "--limit", "2");
        assertThat(run("--resume", "r", "--limit", "3", "--thresholds", "thresholds.yaml")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void refusesAVerdictThatNoComparisonCanGive() throws IOException {
        for (String personalities : List.of("baseline", "cot,technical_expert")) {
            EmbeddedProgram.Ended ended = run("--personalities", personalities, "--fail-on", "hurts");
            assertThat(ended.code()).as(personalities).isEqualTo(2);
            assertThat(ended.err()).contains("--fail-on: this run compares nothing with baseline");
        }
        Files.writeString(thresholds, "rules:\n  - personalities: technical_expert\n    fail_on: hurts\n");
        EmbeddedProgram.Ended ended = run(
                "--personalities",
                "baseline,high_context,technical_expert",
                "--compare",
                "high_context",
                "--thresholds",
                "thresholds.yaml");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("thresholds.yaml:2: none of the personalities [technical_expert]");
        for (String demand : List.of("max_drop_points: 5", "fail_on: hurts")) {
            Files.writeString(thresholds, "rules: [{personalities: baseline, " + demand + "}]");
            EmbeddedProgram.Ended baseline = run("--thresholds", "thresholds.yaml");
            assertThat(baseline.code()).as(demand).isEqualTo(2);
            assertThat(baseline.err()).contains("thresholds.yaml:1: none of the personalities [baseline]");
        }
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void refusesABadFileBeforeAnythingIsAsked() throws IOException {
        Files.writeString(thresholds, "rules: [{fail_on: never}]");
        EmbeddedProgram.Ended ended = run("--thresholds", "thresholds.yaml");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).hasLineCount(1).contains("thresholds.yaml:1: rules.fail_on: 'never' is no verdict");
        assertThat(folder.resolve("results")).doesNotExist();
        assertThat(run("--fail-on", "hurts,often").err()).contains("--fail-on: 'often' is no verdict");
    }

    @Test
    void isMissedByWhatHasNoScore() throws IOException {
        Files.writeString(thresholds, "rules: [{min_score_percent: 0}]");
        try (Simulator server =
                EmbeddedProgram.simulator(EmbeddedProgram.quick().withFaults(FaultPlan.parse("chat:400@1")))) {
            EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder)
                    .on(server)
                    .run(
                            "run",
                            "--models",
                            "qwen2.5:0.5b",
                            "--personalities",
                            "baseline",
                            "--benchmarks",
                            "gsm8k",
                            "--limit",
                            "3",
                            "--thresholds",
                            "thresholds.yaml");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains("qwen2.5:0.5b/baseline/gsm8k/t0 has no score (failed).");
        }
    }

    /** What one model failed to answer has not passed because another one has. */
    @Test
    void isMissedByEachComparisonThatFailed() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator(
                EmbeddedProgram.quick().withFaults(FaultPlan.parse("chat:400@1~llama3.2:1b")))) {
            EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder)
                    .on(server)
                    .run(
                            "run",
                            "--models=qwen2.5:0.5b,llama3.2:1b",
                            "--personalities=baseline,balanced",
                            "--benchmarks=gsm8k",
                            "--limit=4",
                            "--fail-on=hurts",
                            "--json");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err())
                    .contains("--fail-on: llama3.2:1b/balanced/gsm8k/t0 has no verdict, because it failed.");
            JsonNode document = json(ended);
            new ResultsSchema().check(document);
            assertThat(document.at("/gate/passed").asBoolean()).isFalse();
            assertThat(document.at("/gate/missed")).hasSize(1);
            assertThat(document.at("/not_compared/0/id").asText()).isEqualTo("llama3.2:1b/balanced/gsm8k/t0");
            assertThat(document.at("/not_compared/0/counted").asBoolean()).isTrue();
        }
    }

    /** The model's own SYSTEM stays in lm-eval's prompts, so no effect can be told there: said, and missed by a rule that names the personality. */
    @Test
    void saysWhatItCannotCheckAndIsMissedWhereARuleAsksForIt() throws IOException {
        String[] matrix = {"--run-id", "r", "--benchmarks", "gsm8k,lm-eval/gsm8k", "--limit", "4"};
        EmbeddedProgram.Ended any = runBoth(matrix, "--fail-on", "hurts", "--json");
        assertThat(any.code()).as(any.err()).isZero();
        String reason = "the model's own SYSTEM stands in the prompts beside it";
        assertThat(any.err())
                .contains("--fail-on: not checked, because " + reason + ": qwen2.5:0.5b/balanced/lm-eval/gsm8k/t0.");
        new ResultsSchema().check(json(any));
        assertThat(json(any).at("/gate/passed").asBoolean()).isTrue();
        assertThat(json(any).at("/gate/unchecked")).hasSize(1);
        Files.writeString(thresholds, "rules: [{personalities: balanced, fail_on: hurts}]");
        EmbeddedProgram.Ended named = run("--resume", "r", "--thresholds", "thresholds.yaml");
        assertThat(named.code()).isEqualTo(1);
        assertThat(named.err())
                .contains(
                        "thresholds.yaml:1: qwen2.5:0.5b/balanced/lm-eval/gsm8k/t0 has no verdict, because " + reason);
        Files.writeString(thresholds, "rules: [{personalities: 'bal*', fail_on: hurts}]");
        assertThat(run("--resume", "r", "--thresholds", "thresholds.yaml").code())
                .isZero();
    }

    private EmbeddedProgram.Ended runBoth(String[] matrix, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--models", "qwen2.5:0.5b", "--personalities", "baseline,balanced"));
        arguments.addAll(List.of(matrix));
        arguments.addAll(List.of(more));
        try (Simulator server = EmbeddedProgram.simulator()) {
            return EmbeddedProgram.in(folder).on(server).run(arguments.toArray(String[]::new));
        }
    }

    @Test
    void isNotMetWhereNothingWasRun() {
        EmbeddedProgram.Ended ended = run("--resume", "--fail-on", "hurts");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("Nothing was run, so that no threshold was checked.");
    }
}
