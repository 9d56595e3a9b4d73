package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.simulator.Simulator;
import dev.matrix.store.ResultsSchema;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of its personalities at its end and in results.json. */
class VerdictsTest {

    @TempDir
    Path folder;

    @Test
    void standInTheResultsInTheSummaryAndAfterRescoring() throws IOException {
        EmbeddedProgram program = EmbeddedProgram.in(folder);
        EmbeddedProgram.Ended ran;
        try (Simulator server = EmbeddedProgram.simulator()) {
            ran = program.on(server)
                    .run(RunArguments.small()
                            .with("--personalities", "baseline,technical_expert,cot")
                            .words());
        }
        assertThat(ran.code()).as(ran.err()).isZero();

        JsonNode results = program.json("results/r/results.json");
        new ResultsSchema().check(results);
        assertThat(results.path("verdicts").findValuesAsText("personality")).contains("technical_expert", "cot");
        JsonNode first = results.path("verdicts").path(0);
        assertThat(first.path("reference").asText()).isEqualTo("baseline");
        assertThat(first.path("sample").asBoolean()).isTrue();
        assertThat(first.path("family").asInt())
                .isEqualTo(results.path("verdicts").size());
        results.path("in_words").forEach(sentence -> assertThat(ran.out()).contains(sentence.asText()));
        assertThat(results.path("in_words")).isNotEmpty();

        assertThat(program.run("rescore", "r").code()).isZero();
        assertThat(program.json("results/r/results.json").path("verdicts")).isEqualTo(results.path("verdicts"));
    }
}
