package dev.matrix.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.matrix.analysis.CellAccumulator;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Studies as JSON: snake_case keys, enums in lower case, instants as ISO-8601, what is not finite as null. Single scores and item lists stay out. Thread-safe. */
final class ReportJson {

    private final ObjectMapper mapper;

    ReportJson() {
        SimpleModule module = new SimpleModule("matrix-report");
        module.addSerializer(Enum.class, new LowerCase());
        module.addSerializer(Instant.class, new IsoInstant());
        module.addSerializer(Double.class, new Finite());
        module.addSerializer(double.class, new Finite());
        this.mapper = JsonMapper.builder()
                .addModule(module)
                .addMixIn(StudyCell.class, WithoutScores.class)
                .addMixIn(StudyBenchmark.class, WithoutItems.class)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .build();
    }

    /** On one line. */
    String compact(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of this program cannot be written as JSON", e);
        }
    }

    /** Indented. */
    String indented(Object value) {
        try {
            return mapper.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of this program cannot be written as JSON", e);
        }
    }

    /** For a script element: in JSON these characters stand only inside strings, where an escape means the same and cannot end the element. */
    String forScript(Object value) {
        return compact(value)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private interface WithoutScores {
        @JsonIgnore
        CellAccumulator scores();
    }

    private interface WithoutItems {
        @JsonIgnore
        List<String> itemIds();

        @JsonIgnore
        List<String> groups();
    }

    @SuppressWarnings("rawtypes")
    private static final class LowerCase extends JsonSerializer<Enum> {
        @Override
        public void serialize(Enum value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value.name().toLowerCase(Locale.ROOT));
        }
    }

    private static final class IsoInstant extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value.toString());
        }
    }

    private static final class Finite extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                generator.writeNumber(value);
            } else {
                generator.writeNull();
            }
        }
    }
}
