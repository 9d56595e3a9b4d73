package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.EmbeddedProgram;
import dev.matrix.simulator.SimulatedModel;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code matrix compare} over runs of the whole program. */
class CompareTest {

    private static final SimulatedModel MODEL = SimulatedModel.of("qwen2.5:0.5b", 494_032_768L, "494.03M", "qwen2");

    @TempDir
    Path folder;

    private EmbeddedProgram program() {
        return EmbeddedProgram.in(folder);
    }

    private void run(String id, double skill, String... more) {
        run(id, "baseline,balanced", skill, more);
    }

    private void run(String id, String personalities, double skill, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--run-id",
                id,
                "--models",
                "qwen2.5:0.5b",
                "--personalities",
                personalities,
                "--benchmarks",
                "gsm8k"));
        arguments.addAll(List.of(more));
        try (Simulator server = EmbeddedProgram.simulator(
                EmbeddedProgram.quick().withModels(List.of(MODEL.withSkill(skill, skill, skill))))) {
            EmbeddedProgram.Ended ended = program().on(server).run(arguments.toArray(String[]::new));
            assertThat(ended.code()).as(ended.err()).isZero();
        }
    }

    private JsonNode json(EmbeddedProgram.Ended ended) throws IOException {
        return new ObjectMapper().readTree(ended.out());
    }

    @Test
    void pairsTheItemsThatBothRunsAskedAndSaysWhatChanged() throws IOException {
        run("before", 0.9, "--limit", "40");
        run("after", 0.2, "--limit", "48", "--seed", "7");
        EmbeddedProgram.Ended ended = program().run("compare", "before", "after", "--json");
        assertThat(ended.code()).as(ended.err()).isZero();
        JsonNode json = json(ended);
        assertThat(json.get("exploratory").asBoolean()).isTrue();
        assertThat(json.at("/shared/0/first").asInt()).isEqualTo(40);
        assertThat(json.at("/shared/0/second").asInt()).isEqualTo(48);
        assertThat(json.at("/shared/0/shared").asInt()).isEqualTo(40);
        JsonNode row = json.at("/combinations/0");
        assertThat(row.get("id").asText()).isEqualTo("qwen2.5:0.5b/baseline/gsm8k/t0");
        assertThat(row.get("compared").asInt()).isEqualTo(40);
        assertThat(row.get("verdict").asText()).isEqualTo("hurts");
        assertThat(row.get("lost").asInt() - row.get("won").asInt())
                .isEqualTo((int) Math.round(-40 * row.get("difference").asDouble()));
        assertThat(row.get("reference_accuracy").asDouble())
                .isEqualTo(program()
                        .json("results/before/results.json")
                        .at("/results/qwen2.5:0.5b/baseline/gsm8k/score")
                        .asDouble());
        assertThat(row.get("accuracy").asDouble()
                        - row.get("reference_accuracy").asDouble())
                .isCloseTo(row.get("difference").asDouble(), within(1e-12));
        assertThat(row.get("family").asInt()).isEqualTo(2);
        assertThat(row.get("adjusted_confidence").asDouble()).isBetween(0.95, 0.975);
        assertThat(json.get("changes").findValuesAsText("what"))
                .contains("--seed", "--limit", "items of gsm8k")
                .doesNotContain("matrix", "digest of qwen2.5:0.5b", "data of gsm8k");
        EmbeddedProgram.Ended shown = program().run("compare", "before", "after");
        assertThat(shown.out())
                .contains(
                        "40 items are in both runs (40 in the first, 48 in the second)",
                        "Exploratory",
                        "hurts",
                        "SIMULATED");
    }

    @Test
    void saysThatNothingChangedInARunAgainstItself() throws IOException {
        run("a", 0.5, "--limit", "10");
        EmbeddedProgram.Ended ended = program().run("compare", "a", "a");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("Nothing changed but the replies").doesNotContain("items are in both runs");
        assertThat(program().run("compare", "a", "a", "--fail-on", "undecided").err())
                .contains(" undecided, 0.0 points (corrected interval -");
        JsonNode json = json(program().run("compare", "a", "a", "--json"));
        assertThat(json.get("changes")).isEmpty();
        assertThat(json.at("/combinations/1/p").asDouble()).isEqualTo(1);
        assertThat(json.at("/combinations/1/verdict").asText()).isEqualTo("undecided");
        assertThat(json.at("/combinations/1/first_verdict").asText())
                .isEqualTo(json.at("/combinations/1/second_verdict").asText());
    }

    @Test
    void leavesOutItemsWhoseContentChanged() throws IOException {
        run("a", 0.5, "--limit", "10");
        copy("a", "b");
        Path items = folder.resolve("results/b/items.jsonl");
        String first = Files.readAllLines(items).get(1);
        String hash = new ObjectMapper().readTree(first).at("/item/hash").asText();
        Files.writeString(
                items,
                Files.readString(items).replace(hash, "0" + hash.substring(1).replace('a', 'b')));
        JsonNode json = json(program().run("compare", "a", "b", "--json"));
        assertThat(json.at("/shared/0/shared").asInt()).isEqualTo(9);
        assertThat(json.at("/shared/0/changed").asInt()).isEqualTo(1);
        assertThat(json.at("/combinations/0/compared").asInt()).isEqualTo(9);
    }

    @Test
    void writesChangesAsTheOptionsTakeThem() throws IOException {
        run("a", 0.5, "--limit", "5");
        run("b", 0.5, "--limit", "1", "--compare", "balanced", "--control", "--budget", "2h", "--stop-when", "decided");
        EmbeddedProgram.Ended ended = program().run("compare", "a", "b");
        assertThat(ended.out())
                .containsPattern("--compare +all +balanced")
                .containsPattern("--control +no +yes")
                .containsPattern("--budget +none +2h")
                .containsPattern("--stop-when +end +decided")
                .contains("1 item is in both runs");
    }

    @Test
    void namesWhatOnlyOneRunHas() {
        run("a", 0.5, "--limit", "5");
        run("b", "baseline,cot", 0.5, "--limit", "5");
        EmbeddedProgram.Ended ended = program().run("compare", "a", "b");
        assertThat(ended.out())
                .contains(
                        "only in the first: qwen2.5:0.5b/balanced/gsm8k/t0",
                        "only in the second: qwen2.5:0.5b/cot/gsm8k/t0");
    }

    @Test
    void endsWithOneWhereACombinationGotWorse() throws IOException {
        run("before", 0.9);
        run("after", 0.2);
        EmbeddedProgram.Ended ended = program().run("compare", "before", "after", "--fail-on", "hurts", "--json");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).hasLineCount(2).contains("--fail-on: qwen2.5:0.5b/baseline/gsm8k/t0 hurts, -");
        assertThat(json(ended).get("missed")).hasSize(2);
        assertThat(program()
                        .run("compare", "after", "before", "--fail-on", "hurts")
                        .code())
                .isZero();
    }

    @Test
    void endsWithOneWhereNothingCouldBeCompared() throws IOException {
        run("a", 0.5, "--limit", "5");
        run("b", "cot", 0.5, "--limit", "5");
        EmbeddedProgram.Ended apart = program().run("compare", "a", "b", "--fail-on", "hurts", "--json");
        assertThat(apart.code()).isEqualTo(1);
        assertThat(apart.err()).contains("--fail-on: nothing was checked, because the two runs have no combination");
        assertThat(json(apart).get("unchecked").asText()).startsWith("--fail-on: nothing was checked");
        copy("a", "cut");
        Path journal = folder.resolve("results/cut/trials.jsonl");
        Files.writeString(journal, Files.readAllLines(journal).get(0) + "\n");
        EmbeddedProgram.Ended cut = program().run("compare", "a", "cut", "--fail-on", "hurts");
        assertThat(cut.code()).isEqualTo(1);
        assertThat(cut.err()).contains("nothing was checked, because none of the 2 combinations of both runs");
        assertThat(program().run("compare", "a", "cut").code()).isZero();
    }

    /** What both runs have and one did not finish has not passed. */
    @Test
    void endsWithOneWhereOneCombinationCouldNotBeCompared() throws IOException {
        run("a", 0.5, "--limit", "5");
        copy("a", "cut");
        Path journal = folder.resolve("results/cut/trials.jsonl");
        List<String> lines = Files.readAllLines(journal);
        lines.removeIf(line -> line.contains("/balanced/") && line.contains("\"repeat\":0") && !line.equals(lines.get(0)));
        Files.write(journal, lines);
        EmbeddedProgram.Ended ended = program().run("compare", "a", "cut", "--fail-on", "hurts", "--json");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .hasLineCount(1)
                .contains("--fail-on: qwen2.5:0.5b/balanced/gsm8k/t0 has no verdict, because it ");
        assertThat(json(ended).get("missed")).hasSize(1);
        assertThat(json(ended).get("combinations")).hasSize(1);
        assertThat(program().run("compare", "a", "cut").code()).isZero();
    }

    @Test
    void refusesASampleAgainstTheRealSet() throws IOException {
        run("a", 0.5, "--limit", "5");
        copy("a", "real");
        for (String file : List.of("manifest.json", "items.jsonl")) {
            Path path = folder.resolve("results/real").resolve(file);
            Files.writeString(
                    path,
                    Files.readString(path)
                            .replace("\"kind\" : \"sample\"", "\"kind\" : \"real\"")
                            .replace("\"kind\":\"sample\"", "\"kind\":\"real\""));
        }
        EmbeddedProgram.Ended ended = program().run("compare", "a", "real");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .hasLineCount(1)
                .contains("gsm8k is the bundled sample in run a", "never compared with the real set", "--data");
    }

    @Test
    void namesTheRunThatIsNotThere() {
        EmbeddedProgram.Ended ended = program().run("compare", "a", "b");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("There is no run 'a'");
        assertThat(program().run("compare", "a").code()).isEqualTo(2);
        assertThat(program().run("compare", "a", "b", "--fail-on", "hurt").err())
                .contains("--fail-on: 'hurt' is no verdict; did you mean 'hurts'?");
    }

    private void copy(String from, String to) throws IOException {
        Path target = Files.createDirectories(folder.resolve("results").resolve(to));
        for (String file : List.of("manifest.json", "items.jsonl", "trials.jsonl")) {
            String text =
                    Files.readString(folder.resolve("results").resolve(from).resolve(file));
            Files.writeString(
                    target.resolve(file), text.replace("\"run_id\" : \"" + from + "\"", "\"run_id\" : \"" + to + "\""));
        }
    }
}
