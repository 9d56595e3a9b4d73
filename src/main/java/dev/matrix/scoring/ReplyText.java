package dev.matrix.scoring;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The visible part of a reply in a form that extraction can read: without thinking, cut to a window, with Unicode variants of letters, digits, signs and
 * spaces folded to ASCII.
 *
 * <p>The window is the first {@value #HEAD} and the last {@value #TAIL} characters: whoever answers does so at the start or at the end, and no reply,
 * however long, may cost more than a constant. Real replies (a few thousand characters) always fit whole.
 */
final class ReplyText {

    static final int HEAD = 8_000;
    static final int TAIL = 24_000;

    private static final String THINK_START = "<think>";
    private static final String THINK_END = "</think>";

    /** A line with which a model that runs on past its answer begins the next, invented question. */
    private static final Pattern NEXT_TURN = Pattern.compile(
            "\\n[ \\t]{0,8}(?:#{1,4} ?)?(?:\\*\\*)?(?:Question|Q|User|Human|Instruction)(?: \\d{1,3})?(?:\\*\\*)?:");

    private final String text;
    private final boolean thought;

    private ReplyText(String text, boolean thought) {
        this.text = text;
        this.thought = thought;
    }

    static ReplyText of(String raw) {
        String visible = withoutThinking(raw);
        return new ReplyText(CharacterFolding.fold(window(visible)), visible.length() < raw.length());
    }

    /** The folded text. */
    String text() {
        return text;
    }

    /** True when the reply held thinking between tags. */
    boolean thought() {
        return thought;
    }

    boolean isBlank() {
        return text.isBlank();
    }

    /** The text up to an invented next question; all of it when there is none. */
    String firstTurn() {
        Matcher next = NEXT_TURN.matcher(text);
        while (next.find()) {
            String before = text.substring(0, next.start());
            if (!before.isBlank()) {
                return before;
            }
        }
        return text;
    }

    /** Servers that do not know a model's thinking tags leave them in the text; an unclosed tag means that all the rest is thinking. */
    private static String withoutThinking(String raw) {
        int end = raw.lastIndexOf(THINK_END);
        String rest = end < 0 ? raw : raw.substring(end + THINK_END.length());
        int start = rest.indexOf(THINK_START);
        return start < 0 ? rest : rest.substring(0, start);
    }

    private static String window(String text) {
        if (text.length() <= HEAD + TAIL) {
            return text;
        }
        return text.substring(0, headEnd(text)) + "\n" + text.substring(tailStart(text));
    }

    /** A word or number that lies across a border is left out: half a number is another number. */
    private static int headEnd(String text) {
        int end = HEAD;
        while (end > 0 && joins(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static int tailStart(String text) {
        int start = text.length() - TAIL;
        while (start < text.length() && joins(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private static boolean joins(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || ".,-+/:'".indexOf(c) >= 0;
    }
}
