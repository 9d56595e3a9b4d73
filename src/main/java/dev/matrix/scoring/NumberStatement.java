package dev.matrix.scoring;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the answer: {@code the answer is 18}, {@code #### 18}, {@code \boxed{18}}.
 *
 * @param value what it states; null when that is no single number
 */
record NumberStatement(@Nullable BigDecimal value) {

    /** Words that may stand between the statement and its number ("is approximately equal to 18"). */
    private static final int WORDS_BEFORE_NUMBER = 4;

    private static final int WORDS_AFTER_MARK = 4;
    /** A statement ends with its sentence or line, at the latest after so many characters: what keeps a whole reply linear. */
    private static final int LENGTH = 400;

    private static final Pattern CUE = Pattern.compile(
            "####"
                    + "|\\\\boxed ?\\{"
                    + "|(?:\\b(?:answer|ans)\\b|答案)(?:[^.\\n!?:=]|\\.(?=[0-9])){0,80}?(?:\\bis\\b|\\bwas\\b|\\bbe\\b|\\bequals\\b|[:=\u2192是为])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?](?=\\s|$)|\\n");
    private static final Pattern LINE_END = Pattern.compile("\\n");
    private static final Pattern BOX_END = Pattern.compile("\\}");
    private static final Pattern ALTERNATIVE = Pattern.compile("[^\\n]{0,12}?\\bor ", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLAUSE = Pattern.compile("\\W{0,4}that\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT = Pattern.compile("\\W{0,4}not\\b", Pattern.CASE_INSENSITIVE);

    /** The last statement that names a number; null when there is none. */
    static @Nullable NumberStatement last(String text, List<NumberToken> numbers) {
        // As find() would, but the pattern is only tried where a cue can begin: that is one character in thirty.
        Matcher cue = CUE.matcher(text).useTransparentBounds(true);
        NumberStatement last = null;
        int at = candidate(text, 0);
        while (at >= 0) {
            boolean found = cue.region(at, text.length()).lookingAt();
            if (found) {
                NumberStatement statement = read(text, cue, new NumberSegment(text, numbers));
                last = statement == null ? last : statement;
            }
            at = candidate(text, found ? cue.end() : at + 1);
        }
        return last;
    }

    /** The next place where {@link #CUE} can match; -1 when there is none. */
    private static int candidate(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean word = (c == 'a' || c == 'A') && at + 1 < text.length() && (text.charAt(at + 1) | 0x20) == 'n';
            if (word || c == '#' || c == '\\' || c == '\u7B54') {
                return at;
            }
        }
        return -1;
    }

    private static @Nullable NumberStatement read(String text, Matcher cue, NumberSegment all) {
        if (cue.group().startsWith("#")) {
            return marked(text, all.between(cue.end(), end(text, cue.end(), LINE_END)));
        }
        if (cue.group().startsWith("\\")) {
            return boxed(all.between(cue.end(), end(text, cue.end(), BOX_END)));
        }
        int start = firstVisible(text, cue.end());
        return sentence(text, all.between(start, end(text, start, SENTENCE_END)));
    }

    /** {@code #### 18 dollars}, but not the heading {@code #### 1. Find the total}. */
    private static @Nullable NumberStatement marked(String text, NumberSegment line) {
        NumberToken first = line.first();
        if (first == null
                || line.wordsBefore(first) > 1
                || words(text.substring(first.end(), line.end())) > WORDS_AFTER_MARK) {
            return null;
        }
        boolean heading = first.end() + 1 < line.end()
                && (text.charAt(first.end()) == '.' || text.charAt(first.end()) == ':')
                && words(text.substring(first.end(), line.end())) > 0;
        return heading ? null : new NumberStatement(line.rightSide(first).value());
    }

    private static @Nullable NumberStatement boxed(NumberSegment box) {
        NumberToken first = box.first();
        return first == null ? null : new NumberStatement(box.rightSide(first).value());
    }

    private static @Nullable NumberStatement sentence(String text, NumberSegment sentence) {
        NumberToken first = sentence.first();
        if (first == null) {
            return null;
        }
        NumberToken right = sentence.rightSide(first);
        if (!right.equals(first)) {
            return new NumberStatement(right.value());
        }
        if (NOT.matcher(text).region(sentence.start(), sentence.end()).lookingAt()) {
            NumberToken second = sentence.after(first);
            return new NumberStatement(second == null ? null : second.value());
        }
        boolean clause =
                CLAUSE.matcher(text).region(sentence.start(), sentence.end()).lookingAt();
        if (clause || sentence.wordsBefore(first) > WORDS_BEFORE_NUMBER) {
            return new NumberStatement(sentence.last().value());
        }
        return new NumberStatement(isAlternative(text, sentence, first) ? null : first.value());
    }

    private static boolean isAlternative(String text, NumberSegment sentence, NumberToken first) {
        NumberToken second = sentence.after(first);
        return second != null
                && ALTERNATIVE
                        .matcher(text.substring(first.end(), second.start()))
                        .matches();
    }

    private static int firstVisible(String text, int from) {
        int at = from;
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || "*_:".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    private static int end(String text, int from, Pattern mark) {
        int limit = Math.min(from + LENGTH, text.length());
        Matcher end = mark.matcher(text).region(from, limit);
        return end.find() ? end.start() : limit;
    }

    static int words(String text) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean letter = Character.isLetter(text.charAt(i));
            words += letter && !inside ? 1 : 0;
            inside = letter;
        }
        return words;
    }
}
