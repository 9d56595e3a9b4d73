package dev.matrix.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.domain.PythonText;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * HellaSwag's texts as lm-eval 0.4 prepares them ({@code lm_eval/tasks/hellaswag/utils.py}), to the letter, its warts included: brackets are leftovers of
 * the WikiHow part, and doubled blanks are halved once only. So an item reads the same in both programs.
 */
final class HellaSwagText {

    private static final Pattern BRACKETS = Pattern.compile("\\[.*?]", Pattern.UNIX_LINES);

    private HellaSwagText() {}

    /** {@code clean(activity + ": " + ctx_a + " " + capitalize(ctx_b))}; a record without {@code ctx_a} gives the text as it is. */
    static String query(DataRecord item, String question) {
        JsonNode fields = item.fields();
        String context = fields.has("ctx_a") ? raw(fields, "ctx_a") + " " + capitalize(raw(fields, "ctx_b")) : question;
        String activity = fields.has("activity_label") ? raw(fields, "activity_label") : raw(fields, "activity");
        return clean(activity.isEmpty() ? context : activity + ": " + context);
    }

    /** Strips, turns {@code " [title]"} into a full stop, removes what stands in brackets, halves doubled blanks. */
    static String clean(String text) {
        String titled = PythonText.strip(text).replace(" [title]", ". ");
        return BRACKETS.matcher(titled).replaceAll("").replace("  ", " ");
    }

    /** As Python's {@code str.capitalize}: the first character in title case, all others in lower case. */
    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        String first = text.substring(0, text.offsetByCodePoints(0, 1));
        // All of it: whether a sigma is the last letter of a word depends on what stands before it.
        String lower = text.toLowerCase(Locale.ROOT);
        return title(first) + lower.substring(first.toLowerCase(Locale.ROOT).length());
    }

    /** One character in title case, where Unicode says more than one character for it too: {@code \u00df} becomes {@code Ss}. */
    private static String title(String character) {
        String simple = Character.toString(Character.toTitleCase(character.codePointAt(0)));
        String upper = character.toUpperCase(Locale.ROOT);
        boolean simply = !simple.equals(character) || Character.isTitleCase(character.codePointAt(0));
        if (simply || upper.codePointCount(0, upper.length()) == 1) {
            return simple;
        }
        if (character.equals("\u0149")) {
            return upper;
        }
        int rest = upper.offsetByCodePoints(0, 1);
        return upper.substring(0, rest)
                + upper.substring(rest).toLowerCase(Locale.ROOT).replace('\u03b9', '\u0345');
    }

    private static String raw(JsonNode fields, String name) {
        return fields.path(name).asText("");
    }
}
