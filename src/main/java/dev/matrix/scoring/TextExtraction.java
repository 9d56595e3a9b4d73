package dev.matrix.scoring;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a short text from a reply. Texts are equal after trimming, case-folding and removal of a final dot.
 *
 * <p><b>Strict</b>: the whole reply, which must be one line. <b>Lenient</b>: what follows the last {@code answer is} or {@code answer:} (also as JSON), the last line, or
 * the only quoted passage.
 */
final class TextExtraction {

    /** Readings are shown to people; longer ones are cut. */
    private static final int SHOWN = 200;

    private static final Pattern STATEMENT =
            Pattern.compile("\\banswer\"?(?: is|:| would be)[\\s:*_]{0,8}", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("\"([^\"\\n]{1,200})\"|\\*\\*([^*\\n]{1,200})\\*\\*");

    private final List<String> accepted;

    TextExtraction(List<String> accepted) {
        this.accepted = accepted.stream()
                .map(text -> normal(CharacterFolding.fold(text)))
                .toList();
    }

    @Nullable
    String strict(ReplyText reply) {
        String text = reply.text().strip();
        return text.isEmpty() || text.indexOf('\n') >= 0 || text.length() > SHOWN ? null : text;
    }

    /** The candidate that is accepted, else the likeliest one; null when the reply is blank. */
    @Nullable
    String lenient(ReplyText reply) {
        List<String> candidates = candidates(reply.text().strip());
        return candidates.stream()
                .filter(this::isAccepted)
                .findFirst()
                .orElse(candidates.isEmpty() ? null : candidates.get(0));
    }

    boolean isAccepted(@Nullable String reading) {
        return reading != null && accepted.contains(normal(reading));
    }

    private static List<String> candidates(String text) {
        List<String> candidates = new ArrayList<>();
        addStatement(text, candidates);
        if (candidates.isEmpty()) {
            add(text.substring(text.lastIndexOf('\n') + 1), candidates);
            addQuoted(text, candidates);
        }
        return candidates;
    }

    /** The rest of the line, and its first sentence. */
    private static void addStatement(String text, List<String> candidates) {
        Matcher statement = STATEMENT.matcher(text);
        int start = text.length();
        while (statement.find()) {
            start = statement.end();
        }
        int lineEnd = text.indexOf('\n', start);
        String last = text.substring(start, lineEnd < 0 ? text.length() : lineEnd);
        add(last, candidates);
        int end = last.indexOf(". ");
        add(end < 0 ? "" : last.substring(0, end), candidates);
    }

    private static void addQuoted(String text, List<String> candidates) {
        Matcher quoted = QUOTED.matcher(text);
        if (quoted.find()) {
            String only = quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
            add(quoted.find() ? "" : only, candidates);
        }
    }

    private static void add(String candidate, List<String> candidates) {
        String framed = unquoted(candidate);
        String text = framed.endsWith("\".") ? unquoted(framed.substring(0, framed.length() - 1)) : framed;
        if (!text.isEmpty()) {
            candidates.add(text.substring(0, Math.min(SHOWN, text.length())));
        }
    }

    private static String unquoted(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isFrame(text.charAt(start))) {
            start++;
        }
        while (end > start && isFrame(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isFrame(char c) {
        return Character.isWhitespace(c) || "\"'*_`{}".indexOf(c) >= 0;
    }

    private static String normal(String text) {
        String bare = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        bare = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
        // Upper case first: the only way to fold letters such as the German sharp s.
        return bare.strip().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
