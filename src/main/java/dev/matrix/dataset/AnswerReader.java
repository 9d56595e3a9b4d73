package dev.matrix.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.domain.FieldMapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Reads the right answer of a record in the style that the benchmark file states. */
final class AnswerReader {

    private static final String ROLE = "answer";

    private final FieldMapping fields;
    private final UnaryOperator<String> clean;

    AnswerReader(FieldMapping fields, UnaryOperator<String> clean) {
        this.fields = fields;
        this.clean = clean;
    }

    /** The right options by their position in the source; not empty. */
    Set<Integer> right(DataRecord item, List<String> options) {
        return switch (fields.style()) {
            case LABELS -> marked(item, item.require(fields.answer(), ROLE), options.size());
            case TARGETS -> marked(item, item.require(fields.options().get(0), "options"), options.size());
            default -> named(item, options);
        };
    }

    BigDecimal number(DataRecord item) {
        String text = clean.apply(afterMarker(item, item.text(fields.answer(), ROLE)));
        return NumberText.parse(text)
                .orElseThrow(
                        () -> item.problem("the answer '" + text + "' is not a number; write one such as 18 or 1,250.5"
                                + (fields.answerAfter() == null
                                        ? ", or say with 'answer_after' what stands before it."
                                        : ".")));
    }

    /** The accepted texts; not empty. */
    List<String> texts(DataRecord item) {
        List<String> texts = answers(item);
        if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
            throw item.problem("field '" + fields.answer() + "' is empty; give the accepted text, or a list of them.");
        }
        return texts;
    }

    /** What stands before the marker of the answer; the whole text where no marker is stated. */
    String beforeMarker(String text) {
        String marker = fields.answerAfter();
        int at = marker == null ? -1 : text.lastIndexOf(marker);
        return at < 0 ? text : text.substring(0, at).strip();
    }

    private Set<Integer> named(DataRecord item, List<String> options) {
        Set<Integer> right = new TreeSet<>();
        for (String answer : answers(item)) {
            int position = position(item, answer, options);
            if (position < 0 || position >= options.size()) {
                throw item.problem("the answer '" + answer + "' names none of the " + options.size()
                        + " options; correct it, or the way it is written ('fields: style').");
            }
            right.add(position);
        }
        return requireAny(item, right);
    }

    private int position(DataRecord item, String answer, List<String> options) {
        return switch (fields.style()) {
            case INDEX -> answer.matches("\\d{1,3}") ? Integer.parseInt(answer) : -1;
            case TEXT -> options.indexOf(answer);
            default -> fields.labels() == null ? letter(answer) : labelled(item, answer, options.size());
        };
    }

    private int labelled(DataRecord item, String answer, int options) {
        String path = String.valueOf(fields.labels());
        List<String> labels = item.texts(path, "labels");
        if (labels.size() != options) {
            throw item.problem("field '" + path + "' has " + labels.size() + (labels.size() == 1 ? " label" : " labels")
                    + " for " + options + " options; give one an option.");
        }
        return labels.indexOf(answer);
    }

    private static int letter(String answer) {
        if (answer.length() != 1) {
            return -1;
        }
        char upper = Character.toUpperCase(answer.charAt(0));
        return upper >= 'A' && upper <= 'Z' ? upper - 'A' : -1;
    }

    private Set<Integer> marked(DataRecord item, JsonNode marks, int options) {
        if (marks.size() != options) {
            throw item.problem("the answer has " + marks.size() + (marks.size() == 1 ? " mark" : " marks") + " for "
                    + options + " options; give a list with one 0 or 1 an option.");
        }
        Set<Integer> right = new TreeSet<>();
        int position = 0;
        for (JsonNode mark : marks) {
            if (isOne(item, mark)) {
                right.add(position);
            }
            position++;
        }
        return requireAny(item, right);
    }

    private boolean isOne(DataRecord item, JsonNode mark) {
        return switch (item.scalar(mark, fields.answer())) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default ->
                throw item.problem("the mark '" + mark.asText() + "' is neither 0 nor 1; mark right options with 1.");
        };
    }

    private Set<Integer> requireAny(DataRecord item, Set<Integer> right) {
        if (right.isEmpty()) {
            throw item.problem("no option is marked as right in field '" + fields.answer() + "'; mark at least one.");
        }
        return right;
    }

    /** The answer as one text, or as the texts of a list. */
    private List<String> answers(DataRecord item) {
        JsonNode node = item.require(fields.answer(), ROLE);
        if (!node.isArray()) {
            return List.of(clean.apply(afterMarker(item, item.scalar(node, fields.answer()))));
        }
        List<String> texts = new ArrayList<>();
        node.forEach(element -> texts.add(clean.apply(afterMarker(item, item.scalar(element, fields.answer())))));
        return texts;
    }

    private String afterMarker(DataRecord item, String text) {
        String marker = fields.answerAfter();
        if (marker == null) {
            return text;
        }
        int at = text.lastIndexOf(marker);
        if (at < 0) {
            throw item.problem("field '" + fields.answer() + "' holds no '" + marker
                    + "', after which the answer should stand; correct it, or 'fields: answer_after'.");
        }
        return text.substring(at + marker.length()).strip();
    }
}
