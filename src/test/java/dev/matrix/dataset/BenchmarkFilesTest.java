package dev.matrix.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class BenchmarkFilesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<String> names() {
        return CatalogueFixture.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void fitTheSchema(String name) throws IOException {
        assertThat(complaints(CatalogueFixture.file(name))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void stateSourceLicenceAndPrompt(String name) {
        JsonNode file = MAPPER.valueToTree(CatalogueFixture.file(name));

        assertThat(file.at("/name").asText()).isEqualTo(name);
        assertThat(file.at("/data/published/source/url").asText()).startsWith("https://");
        assertThat(file.at("/data/published/source/citation").asText()).isNotBlank();
        assertThat(file.at("/data/published/source/licence").asText()).isNotBlank();
        assertThat(file.at("/data/sample/source/licence").asText()).isEqualTo("Apache-2.0");
        assertThat(file.at("/fewshot").asInt()).isZero();
        assertThat(file.at("/prompt/question").asText()).contains("{{question}}");
    }

    /** Servers keep the state of an equal beginning: what is the same for all items stands first. */
    @ParameterizedTest
    @MethodSource("names")
    void putTheInstructionBeforeTheItem(String name) {
        String prompt = MAPPER.valueToTree(CatalogueFixture.file(name))
                .at("/prompt/question")
                .asText();
        String instruction = prompt.substring(0, prompt.indexOf("{{"));

        assertThat(instruction).containsPattern("letter only\\.|#### <number>");
        assertThat(prompt.substring(prompt.lastIndexOf("}}") + 2).strip()).isEmpty();
    }

    @Test
    void needNoMoreThanAnAnswerAndAFile() throws IOException {
        assertThat(complaints("{answer: choice, data: {items: mine.jsonl}}")).isEmpty();
        assertThat(
                        complaints(
                                "{answer: number, data: {items: [a.csv, b.csv], format: csv, fields: {question: q, answer: a}}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{data: {items: mine.jsonl}}",
                "{answer: choice}",
                "{answer: choices, data: {items: mine.jsonl}}",
                "{answer: choice, colour: red, data: {items: mine.jsonl}}",
                "{answer: choice, data: {}}",
                "{answer: choice, data: {items: []}}",
                "{answer: choice, data: {items: a.jsonl, sample: {items: b.jsonl}}}",
                "{answer: choice, data: {items: a.jsonl, fields: {style: word}}}",
                "{answer: choice, data: {items: a.jsonl, fields: {cleanups: [soap]}}}",
                "{answer: choice, fewshot: -1, data: {items: a.jsonl}}",
                "{answer: choice, name: a/b, data: {items: a.jsonl}}",
                "{answer: choice, limits: {answer: 0}, data: {items: a.jsonl}}"
            })
    void showAnEditorWhatIsWrong(String yaml) throws IOException {
        assertThat(complaints(yaml)).isNotEmpty();
    }

    private static List<Error> complaints(String yaml) throws IOException {
        Map<String, Object> file = new Yaml().load(yaml);
        return complaints(file);
    }

    private static List<Error> complaints(Map<String, Object> file) throws IOException {
        Path path = CatalogueFixture.FOLDER.resolve("schema/benchmark.schema.json");
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(MAPPER.readTree(Files.readString(path)));
        return schema.validate(MAPPER.<JsonNode>valueToTree(file));
    }
}
