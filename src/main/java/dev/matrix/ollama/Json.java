package dev.matrix.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The package's one JSON mapper; its features are stated because defaults differ between Jackson's versions. Thread-safe. */
final class Json {

    private final JsonMapper mapper = JsonMapper.builder()
            // New fields come with every version of Ollama.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // "" or "12" for a number is a mistake of whoever sends it, not a zero or a twelve.
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    private final ObjectReader chunks = mapper.readerFor(Wire.Chunk.class);

    /** A line of a reply. */
    Wire.Chunk chunk(byte[] line) throws IOException {
        Wire.Chunk chunk = chunks.readValue(line);
        return present(chunk, Wire.Chunk.class);
    }

    <T> T read(String body, Class<T> type) throws IOException {
        return present(mapper.readValue(body, type), type);
    }

    /** The text as an object, or empty when it is anything else. */
    Optional<JsonNode> object(String text) {
        try {
            JsonNode node = mapper.readTree(text);
            return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    byte[] write(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a request could not be written", e);
        }
    }

    /** The document {@code null} is valid JSON and no answer. */
    private static <T> T present(@Nullable T value, Class<T> type) throws IOException {
        if (value == null) {
            throw MismatchedInputException.from(null, type, "null where an object belongs");
        }
        return value;
    }
}
