package dev.matrix.scoring;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a number from a reply.
 *
 * <p><b>Strict</b>: the last line is {@code #### 18}; sign, currency, thousands separators, percent and a final dot may stand there, words may not.
 *
 * <p><b>Lenient</b>: the last statement ({@code #### 18}, {@code \boxed{18}}, {@code the answer is 18}), else the last number, unless the reply is a refusal.
 * A statement with an equation is its right side; one with a range or an alternative ("16 or 18") yields nothing. When a model runs on into an invented
 * next question, what it said before is read first. Takes linear time and never throws.
 */
final class NumberExtraction {

    private static final Pattern STRICT_LINE = Pattern.compile("\\s{0,8}\\*{0,3}####\\s{0,8}\\*{0,3}");
    private static final Pattern STRICT_END = Pattern.compile("[%.*\\s]{0,12}");
    /** Names of parts ("Step 3") and list marks ("3. Then") number the text, and "not 16" is none either. */
    private static final Pattern NUMBERING = Pattern.compile(
            "(?:step|part|question|problem|equation|example|option|line) {0,2}\\(?$", Pattern.CASE_INSENSITIVE);

    private static final Pattern TURNED_DOWN =
            Pattern.compile("\\bnot [*$\u20AC\u00A3]{0,4}$", Pattern.CASE_INSENSITIVE);
    private static final Pattern MARKS = Pattern.compile("[*#\\s]{0,16}");
    private static final Pattern LIST_MARK = Pattern.compile("[.)]\\*{0,2}\\s{1,4}\\*{0,2}\\p{L}");

    private NumberExtraction() {}

    static @Nullable BigDecimal strict(ReplyText reply) {
        String text = LatexNumbers.plain(reply.text()).strip();
        String line = text.substring(text.lastIndexOf('\n') + 1);
        Matcher mark = STRICT_LINE.matcher(line);
        if (!mark.lookingAt()) {
            return null;
        }
        List<NumberToken> numbers = NumberScanner.numbers(line);
        boolean only = numbers.size() == 1
                && numbers.get(0).start() == mark.end()
                && STRICT_END.matcher(line.substring(numbers.get(0).end())).matches();
        return only ? numbers.get(0).value() : null;
    }

    static @Nullable BigDecimal lenient(ReplyText reply) {
        String firstTurn = reply.firstTurn();
        BigDecimal read = read(firstTurn);
        return read == null && firstTurn.length() < reply.text().length() ? read(reply.text()) : read;
    }

    private static @Nullable BigDecimal read(String folded) {
        String text = LatexNumbers.plain(folded);
        List<NumberToken> numbers = NumberScanner.numbers(text);
        NumberStatement stated = NumberStatement.last(text, numbers);
        if (stated != null) {
            return stated.value();
        }
        return Refusal.in(text) ? null : last(text, numbers);
    }

    private static @Nullable BigDecimal last(String text, List<NumberToken> numbers) {
        for (int i = numbers.size() - 1; i >= 0; i--) {
            NumberToken number = numbers.get(i);
            if (number.value() != null && !isNoAnswer(text, number)) {
                return number.value();
            }
        }
        return null;
    }

    private static boolean isNoAnswer(String text, NumberToken number) {
        String before = text.substring(Math.max(0, number.start() - 16), number.start());
        String line = before.substring(before.lastIndexOf('\n') + 1);
        boolean lineFirst = before.length() < 16 || line.length() < before.length();
        boolean onlyMarks = lineFirst && MARKS.matcher(line).matches();
        boolean listMark =
                LIST_MARK.matcher(text).region(number.end(), text.length()).lookingAt();
        return (onlyMarks && listMark)
                || NUMBERING.matcher(line).find()
                || TURNED_DOWN.matcher(line).find();
    }
}
