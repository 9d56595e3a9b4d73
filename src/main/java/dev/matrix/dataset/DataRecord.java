package dev.matrix.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.matrix.domain.MatrixException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One record of a file with its place, and the ways to get at its parts by path.
 *
 * @param file where it stands
 * @param index position in the file, 0-based
 * @param line the line on which it begins, 1-based
 * @param fields the record itself, an object
 * @param verbatim true to give texts exactly as the file has them
 */
record DataRecord(DataFile file, int index, long line, JsonNode fields, boolean verbatim) {

    private static final String FILE_PATH = "$file";

    /**
     * What stands at a path; missing and null are empty. A key that holds dots itself comes before a path of that spelling; a name applied to a list is
     * applied to each of its elements.
     */
    Optional<JsonNode> find(String path) {
        if (path.equals(FILE_PATH)) {
            return Optional.of(TextNode.valueOf(file.key()));
        }
        JsonNode node = fields.path(path);
        if (node.isMissingNode()) {
            node = fields;
            for (String step : path.split("\\.")) {
                node = step(node, step);
            }
        }
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    /** What stands at a path that must be there; {@code role} is its key under {@code fields}, for the message. */
    JsonNode require(String path, String role) {
        return find(path)
                .orElseThrow(() -> problem("field '" + path
                        + "' is missing; add it, or name the right one under 'fields: " + role + "'."));
    }

    /** The text, number or truth value at a path, cleaned of outer white space unless it is taken verbatim; may be empty. */
    String text(String path, String role) {
        return scalar(require(path, role), path);
    }

    /** The texts of a list at a path. */
    List<String> texts(String path, String role) {
        JsonNode node = require(path, role);
        if (!node.isArray()) {
            throw problem("field '" + path + "' must be a list; for one field an option give 'fields: " + role
                    + "' a list of names.");
        }
        List<String> texts = new ArrayList<>(node.size());
        node.forEach(element -> texts.add(scalar(element, path)));
        return texts;
    }

    /** An element's text. */
    String scalar(JsonNode node, String path) {
        if (!node.isValueNode() || node.isNull()) {
            throw problem("field '" + path + "' must hold text or a number, not "
                    + (node.isNull() ? "null" : "a list or an object") + "; correct the value or the path.");
        }
        String text = node.isBigDecimal() ? node.decimalValue().toPlainString() : node.asText();
        return shown(text);
    }

    MatrixException problem(String problem) {
        return file.problem(line, problem);
    }

    /** A text of the file as an item has it: one kind of line break, no white space around, unless it is taken verbatim. */
    String shown(String text) {
        return verbatim ? text : text.replace("\r\n", "\n").replace('\r', '\n').strip();
    }

    private static JsonNode step(JsonNode node, String name) {
        if (!node.isArray()) {
            return node.path(name);
        }
        if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return name.length() < 9 ? node.path(Integer.parseInt(name)) : MissingNode.getInstance();
        }
        var each = Json.MAPPER.createArrayNode();
        node.forEach(element -> {
            JsonNode found = element.path(name);
            each.add(found.isMissingNode() ? null : found);
        });
        return each;
    }
}
