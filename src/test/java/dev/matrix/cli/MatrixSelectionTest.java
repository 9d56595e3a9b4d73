package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.EmbeddedProgram;
import dev.matrix.EmbeddedProgram.Ended;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the options make of models, personalities and benchmarks; items X1, X4, X6, X21 and X22 of the checklist. */
class MatrixSelectionTest {

    private static Simulator server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = EmbeddedProgram.simulator();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private Ended matrix(String line) {
        return EmbeddedProgram.in(folder).on(server).run(line.split(" "));
    }

    private List<String> plannedIds(String options) throws IOException {
        Ended ended = matrix("plan --json" + options);
        assertThat(ended.code()).as(ended.err()).isZero();
        return JsonMapper.builder()
                .build()
                .readTree(ended.out())
                .path("combinations")
                .findValuesAsText("id");
    }

    @ParameterizedTest
    @CsvSource({"'', 105", "' --personalities all', 105", "' --personalities all,all+cot', 180"})
    void multipliesThreeModelsByPersonalitiesByFiveBenchmarks(String options, int combinations) throws IOException {
        assertThat(plannedIds(options))
                .hasSize(combinations)
                .doesNotHaveDuplicates()
                .contains("qwen2.5:0.5b/cot/gsm8k/t0", "gemma2:2b/high_context/truthfulqa_mc2/t0");
    }

    @Test
    void runsAModelOfTwoNamesOnce() throws IOException {
        String twice =
                " --personalities cot --benchmarks gsm8k --models qwen2.5:0.5b,llama3.2:1b,qwen2.5:0.5b,QWEN2.5:0.5B";

        assertThat(plannedIds(twice)).containsExactly("qwen2.5:0.5b/cot/gsm8k/t0", "llama3.2:1b/cot/gsm8k/t0");
        assertThat(matrix("plan" + twice).err()).contains("warning: model QWEN2.5:0.5B is named twice", "run once");
    }

    @Test
    void warnsWhereTwoPersonalitiesSendTheSame() {
        Ended ended = matrix("plan --limit 5 --system a=Hurry. --system b=Hurry. --system c=Wait.");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).contains("warning: The personalities 'a' and 'b' send the same messages");
    }

    @Test
    void neverCallsASampleByTheNameOfTheRealSetAlone() {
        Ended ended =
                matrix("run --benchmarks mmlu --models qwen2.5:0.5b --personalities baseline --limit 2 --run-id s");

        assertThat(ended.code()).as(ended.err()).isZero();
        // The head of a column may take two lines.
        assertThat(ended.out()).containsPattern("(?s)mmlu\\b.*\\(sample\\)");
        assertThat(EmbeddedProgram.in(folder)
                        .json("results/s/results.json")
                        .at("/results/qwen2.5:0.5b/baseline/mmlu/data")
                        .asText())
                .isEqualTo("sample");
    }

    @Test
    void comesToTheSameInAnotherPlaceAndOrderOfAnswers() throws IOException {
        String line = "run --quick --demo --limit 8 --run-id same --concurrency ";
        Path other = Files.createDirectory(folder.resolve("other"));
        assertThat(matrix(line + 1).code()).isZero();
        assertThat(EmbeddedProgram.in(other).run((line + 7).split(" ")).code()).isZero();

        assertThat(cells(other)).hasSize(45).isEqualTo(cells(folder));
    }

    /** All but what depends on the clock. */
    private static Map<String, JsonNode> cells(Path place) {
        Map<String, JsonNode> cells = new TreeMap<>();
        for (JsonNode cell :
                EmbeddedProgram.in(place).json("results/same/results.json").path("combinations")) {
            cells.put(cell.path("id").asText(), ((ObjectNode) cell.deepCopy()).without("execution_time"));
        }
        return cells;
    }
}
