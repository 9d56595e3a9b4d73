package dev.matrix.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.matrix.domain.Gold;
import dev.matrix.domain.LmEvalFilter;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Trial;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The program's own file formats as JSON: snake_case keys, enums in lower case with hyphens, instants as ISO-8601, unknown keys ignored so that an older
 * program can read a newer file of the same format version. Thread-safe.
 */
public final class StoreJson {

    private final ObjectMapper lines = mapper();
    /** For files that a person may have edited: a number that is missing is no zero. */
    private final ObjectMapper strict = mapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private final ObjectMapper pretty = mapper().enable(SerializationFeature.INDENT_OUTPUT)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET, JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);

    /** One line without its newline. */
    public byte[] line(Object value) {
        return bytes(lines, value);
    }

    /** An indented document that ends in a newline. It is never whole in memory: that of a wide matrix has many megabytes. */
    AtomicFile.Content document(Object value) {
        return stream -> {
            try {
                pretty.writeValue(stream, value);
            } catch (JsonProcessingException e) {
                throw notWritten(value, e);
            }
            stream.write('\n');
        };
    }

    /** The key of a record's component. */
    static String name(String component) {
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component);
    }

    /** How a constant is written. */
    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As {@link #read(byte[], Class)}, but a missing or null number or flag is an error. */
    <T> T readStrictly(byte[] content, Class<T> type) throws IOException {
        return present(strict.readValue(content, type));
    }

    /** The same of a text. */
    <T> T readStrictly(String content, Class<T> type) throws IOException {
        return present(strict.readValue(content, type));
    }

    /** A file that says only {@code null}. */
    private static <T> T present(@Nullable T value) throws IOException {
        if (value == null) {
            throw new JsonMappingException(null, "null");
        }
        return value;
    }

    /** Reads a value. */
    public <T> T read(byte[] content, Class<T> type) throws IOException {
        return present(lines.readValue(content, type));
    }

    <T> T read(String content, Class<T> type) throws IOException {
        return present(lines.readValue(content, type));
    }

    private static byte[] bytes(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw notWritten(value, e);
        }
    }

    private static MatrixException notWritten(Object value, JsonProcessingException cause) {
        return new MatrixException(
                MatrixException.Kind.STORAGE,
                "Cannot write a " + value.getClass().getSimpleName() + " as JSON.",
                cause);
    }

    private static ObjectMapper mapper() {
        SimpleModule module = new SimpleModule("matrix-store");
        module.addSerializer(Enum.class, new EnumSerializer());
        module.setDeserializerModifier(new EnumReading());
        module.addSerializer(Instant.class, new InstantSerializer());
        module.addDeserializer(Instant.class, new InstantDeserializer());
        return JsonMapper.builder()
                .addModule(module)
                .addMixIn(Gold.class, GoldTypes.class)
                .addMixIn(LmEvalFilter.class, FilterTypes.class)
                .addMixIn(Trial.class, TrialLine.class)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, null))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .build();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Gold.Options.class, name = "options"),
        @JsonSubTypes.Type(value = Gold.Numeric.class, name = "number"),
        @JsonSubTypes.Type(value = Gold.Texts.class, name = "texts")
    })
    private interface GoldTypes {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "function")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = LmEvalFilter.Regex.class, name = "regex"),
        @JsonSubTypes.Type(value = LmEvalFilter.RemoveWhitespace.class, name = "remove_whitespace"),
        @JsonSubTypes.Type(value = LmEvalFilter.TakeFirst.class, name = "take_first")
    })
    private interface FilterTypes {}

    /** A line of what a run on one server asked itself is as long as ever. */
    interface TrialLine {
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String host();

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String cachedFrom();
    }

    @SuppressWarnings("rawtypes")
    private static final class EnumSerializer extends JsonSerializer<Enum> {
        @Override
        public void serialize(Enum value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(label(value));
        }
    }

    private static final class EnumReading extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config,
                JavaType type,
                BeanDescription description,
                JsonDeserializer<?> deserializer) {
            return new EnumDeserializer(type.getRawClass());
        }
    }

    private static final class EnumDeserializer extends JsonDeserializer<Object> {
        private final Class<?> type;

        EnumDeserializer(Class<?> type) {
            this.type = type;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String name = parser.getText().toUpperCase(Locale.ROOT).replace('-', '_');
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(name)) {
                    return constant;
                }
            }
            return context.handleWeirdStringValue(type, parser.getText(), "unknown value");
        }
    }

    private static final class InstantSerializer extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value.toString());
        }
    }

    private static final class InstantDeserializer extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(parser.getText());
            } catch (DateTimeParseException e) {
                throw context.weirdStringException(parser.getText(), Instant.class, "not an ISO-8601 instant");
            }
        }
    }
}
