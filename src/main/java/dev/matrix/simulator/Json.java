package dev.matrix.simulator;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** JSON of the wire. Thread-safe. */
final class Json {

    static final String TYPE = "application/json; charset=utf-8";
    static final String LINES_TYPE = "application/x-ndjson";

    private final ObjectMapper mapper = JsonMapper.builder().build();

    ObjectNode object() {
        return mapper.createObjectNode();
    }

    /** Reads a request's body; what is wrong with it is said as the real server does. */
    Fields fields(String type, String body) throws WireException {
        if (body.isEmpty()) {
            throw WireException.badRequest("missing request body");
        }
        try {
            JsonNode node = mapper.readTree(body);
            if (node instanceof ObjectNode object) {
                return new Fields(type, object);
            }
            throw WireException.badRequest(
                    "json: cannot unmarshal " + Fields.goType(node) + " into Go value of type api." + type);
        } catch (JsonEOFException e) {
            throw WireException.badRequest("unexpected EOF");
        } catch (JsonParseException e) {
            throw WireException.badRequest("invalid character in request body: " + e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes(ObjectNode node) {
        try {
            return mapper.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line of a stream, its end included. */
    byte[] line(ObjectNode node) {
        byte[] json = bytes(node);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /** The body of an error. */
    ObjectNode error(String message) {
        return object().put("error", message);
    }
}
