package dev.matrix.cli;

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
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;

/** What {@code --json} prints: indented, snake_case keys, nulls written. Thread-safe. */
final class Json {

    private final ObjectMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    /** The same with enums in lower case: {@code cannot_tell}. */
    String labelled(Object value) {
        SimpleModule labels = new SimpleModule("labels");
        labels.addSerializer(Enum.class, new Label());
        return text(mapper.copy().registerModule(labels), value);
    }

    String text(Object value) {
        return text(mapper, value);
    }

    private static String text(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of this program cannot be written as JSON", e);
        }
    }

    /** A JSON object as text with one more key. */
    String with(String document, String key, Object value) {
        try {
            ObjectNode object = (ObjectNode) mapper.readTree(document);
            object.set(key, mapper.valueToTree(value));
            return mapper.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of this program cannot be read as JSON", e);
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class Label extends JsonSerializer<Enum> {
        @Override
        public void serialize(Enum value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value.name().toLowerCase(Locale.ROOT));
        }
    }
}
