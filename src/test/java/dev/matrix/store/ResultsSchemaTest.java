package dev.matrix.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Reach;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsSchemaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Map<String, Class<? extends Record>> RECORDS = new TreeMap<>(Map.ofEntries(
            Map.entry("", Results.class),
            Map.entry("metadata", Results.Metadata.class),
            Map.entry("model", Results.ModelEntry.class),
            Map.entry("shard", ShardRecord.class),
            Map.entry("model_part", ShardRecord.ModelPart.class),
            Map.entry("settings", FrozenSettings.class),
            Map.entry("data", Results.DataEntry.class),
            Map.entry("versions", Results.Versions.class),
            Map.entry("protocol_choice", Manifest.ProtocolRecord.class),
            Map.entry("reach", Manifest.ReachRecord.class),
            Map.entry("cell", CellResult.class),
            Map.entry("combination", Results.FlatCombination.class),
            Map.entry("statistics", Results.Statistics.class),
            Map.entry("vs_baseline", Results.VsBaseline.class),
            Map.entry("verdict", Results.VerdictEntry.class),
            Map.entry("control", Results.ControlEntry.class),
            Map.entry("execution", Results.Execution.class)));

    private ResultsSchema schema;

    @BeforeEach
    void readSchema() throws IOException {
        schema = new ResultsSchema();
    }

    @Test
    void takesAMeasuredZeroAndAMissingScore() throws IOException {
        JsonNode results = json(0.0);

        schema.check(results);
        JsonNode cells = results.path("results").path("q:0.5b");
        assertThat(cells.path("baseline").path("toy").path("score").toString()).isEqualTo("0.0");
        assertThat(cells.path("cot").path("toy").path("score").isNull()).isTrue();
        assertThat(cells.path("cot").path("toy").path("status").asText()).isEqualTo("failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/results/q:0.5b/baseline/toy|score|null",
                "/results/q:0.5b/baseline/toy|score|1.01",
                "/results/q:0.5b/baseline/toy|score|\"0.0\"",
                "/results/q:0.5b/baseline/toy|total|0",
                "/results/q:0.5b/baseline/toy|status|\"done\"",
                "/results/q:0.5b/baseline/toy|protocol|\"guess\"",
                "/results/q:0.5b/baseline/toy|ci95|[0.1]",
                "/results/q:0.5b/baseline/toy/outcomes|lost|1",
                "/results/q:0.5b/cot/toy|score|0.0",
                "/results/q:0.5b/cot/toy|error|null",
                "/combinations/0|missing|-1",
                "/combinations/0|fingerprint|\"abc\"",
                "/metadata|state|\"stopped\"",
                "/metadata|timestamp|5",
                "/statistics/q:0.5b/cot|vs_baseline|5",
                "/verdicts/0|verdict|\"better\"",
                "/verdicts/0|adjusted|[0.1]",
                "/verdicts/0|difference|5",
                "/controls/0|flip_rate|null",
                "|format_version|2"
            })
    void refusesWhatIsNotMeant(@Nullable String at, String key, String value) throws IOException {
        JsonNode results = json(0.0);
        ((ObjectNode) results.at(at == null ? "" : at)).set(key, MAPPER.readTree(value));

        assertThat(schema.problems(results)).isNotEmpty();
    }

    @Test
    void demandsExactlyTheFieldsThatAreWritten() {
        RECORDS.forEach((name, type) -> {
            JsonNode definition = schema.definition(name);
            Set<String> written = new TreeSet<>();
            for (RecordComponent component : type.getRecordComponents()) {
                if (!component.getType().equals(CellResult.class)) {
                    written.add(key(component));
                }
            }
            Set<String> required = new TreeSet<>();
            definition.path("required").forEach(each -> required.add(each.asText()));
            assertThat(required).as("required of '%s'", name).isEqualTo(written);
            assertThat(names(definition.path("properties")))
                    .as("properties of '%s'", name)
                    .isEqualTo(written);
        });
    }

    @Test
    void allowsNullExactlyWhereTheProgramWritesIt() {
        RECORDS.forEach((name, type) -> {
            for (RecordComponent component : type.getRecordComponents()) {
                if (!component.getType().equals(CellResult.class)) {
                    JsonNode property =
                            schema.definition(name).path("properties").path(key(component));
                    assertThat(allowsNull(property))
                            .as("null as %s of '%s'", key(component), name)
                            .isEqualTo(component.getAnnotatedType().isAnnotationPresent(Nullable.class));
                }
            }
        });
    }

    private boolean allowsNull(JsonNode property) {
        String text = property.toString();
        String reference = property.findPath("$ref").asText("");
        return text.contains("\"null\"")
                || (!reference.isEmpty()
                        && schema.definition(reference.substring(reference.lastIndexOf('/') + 1))
                                .path("type")
                                .toString()
                                .contains("\"null\""));
    }

    private static String key(RecordComponent component) {
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName());
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode json(double score) throws IOException {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        new StoreJson().document(results(score)).writeTo(document);
        return MAPPER.readTree(document.toByteArray());
    }

    /** Baseline has a score, cot has none. */
    private static Results results(double score) {
        CellResult scored = Fixtures.cell(score);
        CellResult failed = Fixtures.failedCell("the model could not be loaded");
        Results.Statistics baseline = new Results.Statistics(score, null, "spread over benchmarks", 1, null);
        Results.Statistics cot = new Results.Statistics(
                null, null, "spread over benchmarks", 0, new Results.VsBaseline(null, null, 0, 0, 0, 0, 40));
        return new Results(
                Results.FORMAT_VERSION,
                metadata(),
                Map.of("q:0.5b", Map.of("baseline", Map.of("toy", scored), "cot", Map.of("toy", failed))),
                Map.of("q:0.5b", Map.of("baseline", baseline, "cot", cot)),
                new Results.Execution(
                        1.5, 2.5, 40L, 0L, 1, 100, 40, null, null, 1, 8, 14, List.of(Fixtures.concurrency())),
                List.of(flat("baseline", "f".repeat(64), scored), flat("cot", "", failed)),
                List.of(Fixtures.verdict()),
                List.of(new Results.ControlEntry(
                        "q:0.5b", "toy", "t0", 40, 2, 0.05, List.of(0.01, 0.17), 0.0, 0.127, false)),
                List.of("No personality was shown to help or to hurt."),
                List.of(flat("baseline", "c".repeat(64), scored)),
                List.of(new Results.NotComparedEntry("q:0.5b/cot/toy/t0", "it failed", true)));
    }

    private static Results.Metadata metadata() {
        return new Results.Metadata(
                "r1",
                Fixtures.NOON,
                "incomplete",
                List.of(new Results.ModelEntry("q:0.5b", "abc", null, "", "", false)),
                List.of("baseline", "cot"),
                List.of("toy"),
                Fixtures.manifest("r1").settings(),
                List.of("t0"),
                "t0",
                "native",
                Map.of("toy", new Results.DataEntry("sample", "bundled", "hash", 48, 40, "toy (sample)")),
                true,
                new Results.Versions("0.1.0", "0.32.15", "17", null),
                List.of(new Manifest.ProtocolRecord("q:0.5b", "toy", Protocol.REASON_THEN_READ, "why")),
                List.of(new Manifest.ReachRecord("q:0.5b", "cot", Reach.DEFAULT_INJECTED, "31 -> 60 prompt tokens")),
                List.of("a warning"),
                null,
                List.of(new Results.HostEntry(1, "0.32.15", 4.5, List.of("q:0.5b"))));
    }

    private static Results.FlatCombination flat(String personality, String fingerprint, CellResult cell) {
        return new Results.FlatCombination(
                "q:0.5b/" + personality + "/toy/t0",
                "q:0.5b",
                personality,
                "toy",
                new TreeMap<>(Map.of("temperature", "0")),
                fingerprint,
                cell);
    }
}
