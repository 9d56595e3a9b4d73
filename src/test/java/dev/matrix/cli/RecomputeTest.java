package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.EmbeddedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code matrix recompute} as it is typed. */
class RecomputeTest {

    @TempDir
    Path folder;

    @Test
    void endsWithZeroAndPrintsWhatThePageShows() throws IOException {
        EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).run("recompute");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(Files.readString(Path.of("docs/recompute.md"))).contains("```\n" + ended.out() + "```\n");
        assertThat(ended.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void printsTheSameAsJson() throws IOException {
        EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).run("recompute", "--json");
        JsonNode json = new ObjectMapper().readTree(ended.out());
        assertThat(ended.code()).isZero();
        assertThat(json.at("/ok").asInt()).isEqualTo(12);
        assertThat(json.at("/differ").asInt()).isEqualTo(13);
        assertThat(json.at("/not_shown").asInt()).isEqualTo(10);
        JsonNode claim = json.at("/studies/0/claims/2");
        assertThat(claim.get("id").asText()).isEqualTo("cot-gain-gemma");
        assertThat(claim.get("verdict").asText()).isEqualTo("differs");
        assertThat(claim.get("value").asDouble()).isBetween(4.69, 4.71);
        assertThat(json.at("/same_prompts"))
                .hasSize(12)
                .allSatisfy(
                        pair -> assertThat(pair.get("different").asBoolean()).isFalse());
    }

    @Test
    void takesNoArguments() {
        EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).run("recompute", "tables.csv");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).hasLineCount(1).contains("tables.csv");
    }
}
