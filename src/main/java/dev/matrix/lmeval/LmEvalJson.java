package dev.matrix.lmeval;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads lm-eval's files, and writes those that it reads. A configuration is written as JSON, which is YAML too, once what YAML does not take raw is escaped:
 * then no text of a prompt needs any quoting of its own. Thread-safe.
 */
final class LmEvalJson {

    private static final ObjectMapper PLAIN = JsonMapper.builder().build();
    private static final ObjectMapper YAML = yaml();

    private LmEvalJson() {}

    private static ObjectMapper yaml() {
        ObjectMapper mapper = JsonMapper.builder().build();
        mapper.getFactory().setCharacterEscapes(new NotRawInYaml());
        mapper.registerModule(new SimpleModule().addSerializer(PythonFunction.class, new FunctionTag()));
        return mapper;
    }

    /** A JSON value; a missing one where the text is none. */
    static JsonNode parse(String text) {
        try {
            JsonNode found = PLAIN.readTree(text);
            return found == null ? MissingNode.getInstance() : found;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    static String line(Object value) {
        return write(PLAIN, value);
    }

    static String yaml(Object value) {
        return write(YAML, value);
    }

    private static String write(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("texts, numbers, lists and maps can be written", e);
        }
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** lm-eval's tag for a function in a file beside the definition. */
    private static final class FunctionTag extends StdSerializer<PythonFunction> {

        private static final long serialVersionUID = 1L;

        FunctionTag() {
            super(PythonFunction.class);
        }

        @Override
        public void serialize(PythonFunction function, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeRawValue(" !function " + function.module() + "." + function.name());
        }
    }

    /** PyYAML refuses control characters, takes some separators for line ends, and reads a byte order mark as one. */
    private static final class NotRawInYaml extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[0x7F] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int ch) {
            boolean escaped = (ch >= 0x80 && ch < 0xA0)
                    || ch == 0x2028
                    || ch == 0x2029
                    || ch == 0xFEFF
                    || ch == 0xFFFE
                    || ch == 0xFFFF;
            return escaped ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", ch)) : null;
        }
    }
}
