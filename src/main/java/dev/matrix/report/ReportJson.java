package dev.matrix.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
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
import dev.matrix.analysis.StudyBenchmark;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/** Studies as JSON: snake_case keys, enums in lower case, instants as ISO-8601, what is not finite as null. Item lists stay out. Thread-safe. */
final class ReportJson {

    private final ObjectMapper mapper;
    private final ObjectMapper page;

    ReportJson() {
        SimpleModule module = new SimpleModule("matrix-report");
        module.addSerializer(Enum.class, new LowerCase());
        module.addSerializer(Instant.class, new IsoInstant());
        module.addSerializer(Double.class, new Finite());
        module.addSerializer(double.class, new Finite());
        this.mapper = JsonMapper.builder()
                .addModule(module)
                .addMixIn(StudyBenchmark.class, WithoutItems.class)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .build();
        this.page =
                mapper.copy().registerModule(new SimpleModule("matrix-page").addSerializer(String.class, new Inert()));
    }

    /** Indented, for programs: texts are as they were; what a terminal would obey stands as JSON's own escapes. */
    String indented(Object value) {
        try {
            return InertText.block(
                    mapper.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of this program cannot be written as JSON", e);
        }
    }

    /**
     * On one line, for a script element, with inert texts. The characters that could end the element stand only inside strings in JSON, where an escape means
     * the same.
     */
    String forScript(Object value) {
        try {
            return page.writeValueAsString(value)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of this program cannot be written as JSON", e);
        }
    }

    @JsonIgnoreProperties({"item_ids", "groups"})
    private interface WithoutItems {}

    @SuppressWarnings("rawtypes")
    private static final class LowerCase extends JsonSerializer<Enum> {
        @Override
        public void serialize(Enum value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value.name().toLowerCase(Locale.ROOT));
        }
    }

    private static final class Inert extends JsonSerializer<String> {
        @Override
        public void serialize(String value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(InertText.block(value));
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
