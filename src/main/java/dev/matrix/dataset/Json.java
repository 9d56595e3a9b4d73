package dev.matrix.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Pattern;

/** How this package reads JSON. */
final class Json {

    /** Decimals keep their digits: 12.50 is not 12.5 in a gold answer. Shared, never reconfigured. */
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Places in the text as the parser sees it, and names of its settings. */
    private static final Pattern INTERNALS =
            Pattern.compile("\\s*\\(start marker at .*|,? from `[^`]*`|;? *\\[Source: .*");

    private Json() {}

    /** The parser's complaint in one line, without its source, its location and the names of its own parts. */
    static String complaint(JsonProcessingException e) {
        if (e instanceof JsonEOFException) {
            return "it ends too early";
        }
        String text = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
        return INTERNALS.matcher(text).replaceAll("").strip();
    }
}
