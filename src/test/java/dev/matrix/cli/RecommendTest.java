package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.EmbeddedProgram;
import dev.matrix.simulator.ServiceTime;
import dev.matrix.simulator.SimulatedModel;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code matrix recommend} over a run of a good large model and a bad small one. */
class RecommendTest {

    private static final SimulatedModel GOOD =
            SimulatedModel.of("llama3.2:1b", 1_235_814_432L, "1.24B", "llama").withSkill(0.9, 0.9, 0.9);
    private static final SimulatedModel BAD =
            SimulatedModel.of("qwen2.5:0.5b", 494_032_768L, "494.03M", "qwen2").withSkill(0.2, 0.2, 0.2);

    @TempDir
    Path folder;

    private EmbeddedProgram program() {
        return EmbeddedProgram.in(folder);
    }

    private void run(String personalities, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--run-id",
                "r",
                "--models",
                "llama3.2:1b,qwen2.5:0.5b",
                "--benchmarks",
                "gsm8k,arc_easy",
                "--personalities",
                personalities));
        arguments.addAll(List.of(more));
        try (Simulator server = EmbeddedProgram.simulator(EmbeddedProgram.quick()
                .withServiceTime(ServiceTime.byTokens(0, 0.02))
                .withModels(List.of(GOOD, BAD)))) {
            EmbeddedProgram.Ended ended = program().on(server).run(arguments.toArray(String[]::new));
            assertThat(ended.code()).as(ended.err()).isZero();
        }
    }

    private JsonNode json(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("recommend", "r", "--json"));
        arguments.addAll(List.of(more));
        return new ObjectMapper()
                .readTree(program().run(arguments.toArray(String[]::new)).out());
    }

    @Test
    void ranksWithIntervalsAndCallsTiesTies() throws IOException {
        run("baseline,balanced");
        JsonNode candidates = json().get("candidates");
        assertThat(candidates).hasSize(4);
        assertThat(candidates.at("/0/standing").asText()).isEqualTo("best");
        assertThat(candidates.at("/1/standing").asText()).isEqualTo("tie");
        assertThat(candidates.at("/1/model").asText()).isEqualTo("llama3.2:1b");
        assertThat(candidates.at("/2/standing").asText()).isEqualTo("worse");
        assertThat(candidates.at("/3/standing").asText()).isEqualTo("worse");
        candidates.forEach(each -> assertThat(each.get("score").asDouble())
                .isBetween(each.at("/ci95/0").asDouble(), each.at("/ci95/1").asDouble()));
        EmbeddedProgram.Ended shown = program().run("recommend");
        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains("SIMULATED", "A tie: ", "FROM llama3.2:1b\n", "gsm8k (sample)");
    }

    @Test
    void keepsWithinMemoryAndSpeed() throws IOException {
        run("baseline,balanced");
        JsonNode small = json("--max-memory", "700MB", "--benchmark", "gsm8k");
        assertThat(small.get("candidates"))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.get("model").asText()).isEqualTo("qwen2.5:0.5b"));
        assertThat(small.at("/left_out/0/reason").asText()).contains("more than 0.70 GB");
        assertThat(small.get("benchmarks")).hasSize(1);
        EmbeddedProgram.Ended none = program().run("recommend", "r", "--min-speed", "1e9");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("Nothing of run r fits", "tokens a second, less than", "Loosen a limit");
        assertThat(json("--min-speed", "1").get("candidates"))
                .hasSize(4)
                .allSatisfy(each ->
                        assertThat(each.get("tokens_per_second").asDouble()).isBetween(1.0, 1e6));
    }

    @Test
    void writesTheModelfileOfTheBest() throws IOException {
        run("baseline", "--system", "mine=Say \"\"\"yes\"\"\" or no.");
        JsonNode json = json("--out", "Modelfile");
        String written = Files.readString(folder.resolve("Modelfile"));
        assertThat(written).isEqualTo(json.get("modelfile").asText());
        assertThat(written)
                .contains("FROM llama3.2:1b\n", "PARAMETER temperature 0\n", "PARAMETER num_ctx ")
                .doesNotContain("TEMPLATE ");
        if (json.at("/candidates/0/personality").asText().equals("mine")) {
            assertThat(written).contains("SYSTEM \"\"\"Say \"\"\"yes\"\"\" or no.\"\"\"\n");
        } else {
            assertThat(written).contains("# No SYSTEM").doesNotContain("\nSYSTEM");
        }
        EmbeddedProgram.Ended again = program().run("recommend", "r", "--out", "Modelfile");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("--out: ", "exists");
    }

    @Test
    void saysThatAWrapperCannotStandInAModelfile() throws IOException {
        run("cot");
        JsonNode json = json();
        assertThat(json.at("/candidates/0/personality").asText()).isEqualTo("cot");
        assertThat(json.get("modelfile").asText())
                .contains("# Put this after each question yourself", "#   Let's think step by step:\n")
                .doesNotContain("SYSTEM \"\"\"", "\nTEMPLATE");
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThat(program().run("recommend").err()).contains("There is no run that ended to recommend from.");
        run("baseline");
        assertThat(program().run("recommend", "r", "--benchmark", "gsm9k").err())
                .contains("--benchmark: the run has no 'gsm9k'; did you mean 'gsm8k'?");
        for (String[] bad :
                new String[][] {{"--max-memory", "2 potatoes"}, {"--min-speed", "-1"}, {"--min-speed", "fast"}}) {
            EmbeddedProgram.Ended ended = program().run("recommend", "r", bad[0], bad[1]);
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).hasLineCount(1).contains(bad[0] + ": '" + bad[1] + "'");
        }
    }
}
