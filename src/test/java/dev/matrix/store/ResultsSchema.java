package dev.matrix.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The published schema of results.json. */
public final class ResultsSchema {

    private final JsonNode document;
    private final Schema schema;

    /** Reads it from the documentation. */
    public ResultsSchema() throws IOException {
        document = new ObjectMapper()
                .readTree(Path.of("docs/schema/results.schema.json").toFile());
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(document);
    }

    /** The schema of a definition, or the whole one's for an empty name. */
    JsonNode definition(String name) {
        return name.isEmpty() ? document : document.path("definitions").path(name);
    }

    /** What is wrong with a document. */
    List<String> problems(JsonNode results) {
        return schema.validate(results).stream().map(Error::toString).toList();
    }

    /** Makes sure that the schema allows a document. */
    public void check(JsonNode results) {
        assertThat(problems(results)).as("problems of results.json").isEmpty();
    }
}
