package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code --json} there is a document on stdout even when there is nothing to do. */
class NothingToRunTest {

    @TempDir
    Path folder;

    private JsonNode document(String... arguments) throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).on(server).run(arguments);
            assertThat(ended.code()).as(ended.err()).isZero();
            return JsonMapper.builder().build().readTree(ended.out());
        }
    }

    @Test
    void saysWhyInTheDocumentOfARun() throws IOException {
        JsonNode document = document("run", "--json", "--models", "none:1b", "--skip-missing");
        assertThat(document.get("reason").asText()).startsWith("None of the named models is installed");
        assertThat(document.get("combinations")).isEmpty();
        assertThat(document.get("results").isObject()).isTrue();
        assertThat(document.get("format_version").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"run", "plan"})
    void saysWhyWhenNothingIsToBeResumed(String command) throws IOException {
        JsonNode document = document(command, "--json", "--resume");
        assertThat(document.get("reason").asText()).isEqualTo("Nothing to resume: no unfinished run is there.");
        assertThat(document.get("combinations")).isEmpty();
    }

    @Test
    void countsOnlyTheRestInTheDocumentOfAResumedPlan() throws IOException {
        String[] run = RunArguments.small().words();
        try (Simulator server = EmbeddedProgram.simulator()) {
            assertThat(EmbeddedProgram.in(folder).on(server).run(run).code()).isZero();
        }
        JsonNode rest = document("plan", "--json", "--resume", "r", "--limit", "6");
        assertThat(rest.get("trials").asInt()).isEqualTo(2);
        assertThat(rest.get("requests").asInt()).isEqualTo(2);
        assertThat(rest.get("combinations")).hasSize(1);
        assertThat(rest.get("combinations").get(0).get("items").asInt()).isEqualTo(2);
        JsonNode nothing = document("plan", "--json", "--resume", "r");
        assertThat(nothing.get("trials").asInt()).isZero();
        assertThat(nothing.get("combinations")).isEmpty();
    }
}
