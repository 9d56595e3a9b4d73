package dev.matrix.store.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stands in an entry's line before its replies.
 *
 * @param at when it was stored
 */
record EntryHead(Instant at, String model, String digest) {

    /** Reads a line no further than it must; null for one that is no entry. */
    static @Nullable EntryHead of(JsonFactory json, SegmentLines line) {
        Instant at = null;
        String model = null;
        String digest = null;
        try (JsonParser parser = json.createParser(line.bytes(), line.start(), line.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (digest == null && parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "at" -> at = Instant.parse(parser.getText());
                    case "model" -> model = parser.getText();
                    case "digest" -> digest = parser.getText();
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException | DateTimeException e) {
            return null;
        }
        return at == null || model == null || digest == null ? null : new EntryHead(at, model, digest);
    }
}
