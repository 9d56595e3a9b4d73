package dev.matrix.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** The fields of a JSON object in a request, read with the types and the complaints of the real server. {@code null} is as good as absent. */
record Fields(String type, ObjectNode node) {

    Optional<JsonNode> get(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    String text(String name) throws WireException {
        Optional<JsonNode> value = get(name);
        if (value.isPresent() && !value.get().isTextual()) {
            throw wrong(value.get(), name, "string");
        }
        return value.map(JsonNode::textValue).orElse("");
    }

    Optional<Boolean> flag(String name) throws WireException {
        Optional<JsonNode> value = get(name);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw wrong(value.get(), name, "bool");
        }
        return value.map(JsonNode::booleanValue);
    }

    int integer(String name, int absent) throws WireException {
        Optional<JsonNode> value = get(name);
        if (value.isPresent() && !value.get().isIntegralNumber()) {
            throw wrong(value.get(), name, "int");
        }
        return value.map(JsonNode::intValue).orElse(absent);
    }

    Fields object(String name) throws WireException {
        Optional<JsonNode> value = get(name);
        if (value.isEmpty()) {
            return new Fields(type, node.objectNode());
        }
        if (value.get() instanceof ObjectNode object) {
            return new Fields(type, object);
        }
        throw wrong(value.get(), name, "map[string]interface {}");
    }

    /** Refuses names that a real server does not know and therefore ignores. */
    void allowOnly(Set<String> known, String where) throws WireException {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw WireException.badRequest("strict: '" + name + "' is no field of " + where
                        + " and would be ignored silently; known fields are " + String.join(", ", known));
            }
        }
    }

    WireException wrong(JsonNode value, String name, String wanted) {
        return WireException.badRequest("json: cannot unmarshal " + goType(value) + " into Go struct field " + type
                + "." + name + " of type " + wanted);
    }

    /** What Go calls the type of a JSON value. */
    static String goType(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "bool";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "null";
        };
    }
}
