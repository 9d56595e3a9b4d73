package dev.matrix.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;

/** One JSON array of objects, read object by object. */
final class JsonArrayReader implements RecordReader {

    // Each object is followed by the next one, which is not "trailing".
    private static final ObjectReader OBJECTS =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    public void read(DataFile file, InputStream in, Visitor visitor) throws IOException {
        try (JsonParser parser = Json.MAPPER.createParser(in)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            readArray(file, parser, visitor);
        } catch (JsonProcessingException e) {
            long line =
                    e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw file.problem(
                    line,
                    "this is not valid JSON: " + Json.complaint(e) + "; the file must hold one array of objects.");
        }
    }

    private static void readArray(DataFile file, JsonParser parser, Visitor visitor) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw file.problem(
                    1, "the file must hold one JSON array of objects; for one object a line set 'format: jsonl'.");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            long line = parser.currentTokenLocation().getLineNr();
            JsonNode node = OBJECTS.readTree(parser);
            if (!node.isObject()) {
                throw file.problem(line, "this element of the array is not an object; write each item as {...}.");
            }
            visitor.visit(line, node);
        }
    }
}
