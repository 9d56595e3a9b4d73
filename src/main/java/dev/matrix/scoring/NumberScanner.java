package dev.matrix.scoring;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the numbers of a folded text in one pass. A comma is a thousands separator and a dot the decimal mark, as in the benchmarks' own answers; a run of
 * digits that does not fit ({@code 1.000,50}) is no number rather than a wrong one. Fractions ({@code 3/4}, {@code 2 1/2}) have their value; a percent sign
 * and units change nothing. Not thread-safe; one use.
 */
final class NumberScanner {

    /** Longer runs of digits are no answer to anything and would only cost time. */
    static final int MAX_DIGITS = 40;

    private static final String CURRENCIES = "$\u20AC\u00A3\u00A5\u20B9";
    private static final String DASHES = "-\u2013\u2014";
    private static final Set<String> CURRENCY_CODES = Set.of("usd", "us", "eur", "gbp", "rs", "inr", "aud", "cad");
    private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th");

    private final String text;
    private final List<NumberToken> tokens = new ArrayList<>();
    private int at;

    private NumberScanner(String text) {
        this.text = text;
    }

    static List<NumberToken> numbers(String text) {
        NumberScanner scanner = new NumberScanner(text);
        while (scanner.at < text.length()) {
            if (scanner.isDigit(scanner.at)) {
                scanner.number();
            } else {
                scanner.at++;
            }
        }
        return scanner.tokens;
    }

    private void number() {
        int digits = startsWithDot(at) ? at - 1 : at;
        int start = withSign(digits);
        boolean named = isPartOfName(digits);
        at = runEnd(at);
        BigDecimal value = plain(text.substring(digits, at));
        value = exponent(value);
        if (isOrdinal() || named) {
            value = null;
        }
        if (chained()) {
            value = null;
        } else {
            value = fraction(value);
        }
        boolean negative = start < digits && isNegative(start, digits);
        add(start, value == null || !negative ? value : value.negate());
    }

    /** {@code 2 1/2} is one number, as is a list of two numbers {@code 2, 3} not. */
    private void add(int start, @Nullable BigDecimal value) {
        NumberToken last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        BigDecimal whole = last == null ? null : last.value();
        if (last != null && whole != null && value != null && isMixed(last, start, value)) {
            BigDecimal sum = whole.signum() < 0 ? whole.subtract(value) : whole.add(value);
            tokens.set(tokens.size() - 1, new NumberToken(last.start(), at, sum));
            return;
        }
        tokens.add(new NumberToken(start, at, value));
    }

    private boolean isMixed(NumberToken whole, int start, BigDecimal fraction) {
        String digits = text.substring(whole.start(), whole.end());
        return text.substring(start, at).indexOf('/') > 0
                && start == whole.end() + 1
                && text.charAt(whole.end()) == ' '
                && digits.indexOf('/') < 0
                && digits.indexOf('.') < 0
                && fraction.signum() > 0
                && fraction.compareTo(BigDecimal.ONE) < 0;
    }

    /** The end of digits with separators: {@code 1,000.50}, {@code 1 000}, also of what only looks like it ({@code 1.2.3}). */
    private int runEnd(int from) {
        int end = from;
        while (isDigit(end) || (isAnyOf(end, ",.") && isDigit(end + 1))) {
            if (isAnyOf(end, ",") && !isGroup(end + 1) && isList(from, end)) {
                return end;
            }
            end++;
        }
        return spacedGroups(from, end);
    }

    /** A comma that no group of three digits follows separates numbers: {@code 1,2,3}; after a dot ({@code 1.000,50}) it makes the run unreadable. */
    private boolean isList(int from, int comma) {
        return text.substring(Math.max(from, comma - MAX_DIGITS), comma).indexOf('.') < 0;
    }

    private boolean isGroup(int from) {
        // Indian grouping has groups of two before the last one: 1,00,000.
        boolean two = isDigit(from) && isDigit(from + 1) && isAnyOf(from + 2, ",") && isGroupOfThree(from + 3);
        return two || isGroupOfThree(from);
    }

    private boolean isGroupOfThree(int from) {
        return isDigit(from) && isDigit(from + 1) && isDigit(from + 2) && !isDigit(from + 3);
    }

    private int spacedGroups(int from, int end) {
        int last = end;
        if (last - from > 3 || text.substring(from, last).indexOf('.') >= 0 || (from > 0 && isAnyOf(from - 1, "."))) {
            return end;
        }
        while (isAnyOf(last, " ") && isGroupOfThree(last + 1)) {
            last += 4;
        }
        if (last > end && isAnyOf(last, ".") && isDigit(last + 1)) {
            last++;
            while (isDigit(last)) {
                last++;
            }
        }
        return last;
    }

    private static @Nullable BigDecimal plain(String run) {
        String digits = run.replace(",", "").replace(" ", "");
        int dot = digits.indexOf('.');
        boolean malformed = dot >= 0 && (digits.indexOf('.', dot + 1) >= 0 || run.indexOf(',', run.indexOf('.')) >= 0);
        return malformed || digits.length() > MAX_DIGITS ? null : new BigDecimal(digits);
    }

    /** {@code 1.5e3}; an exponent of more than two digits is no answer. */
    private @Nullable BigDecimal exponent(@Nullable BigDecimal mantissa) {
        int sign = isAnyOf(at, "eE") && isAnyOf(at + 1, "+-") ? at + 2 : at + 1;
        if (!isAnyOf(at, "eE") || !isDigit(sign)) {
            return mantissa;
        }
        boolean negative = text.charAt(sign - 1) == '-';
        at = sign;
        while (isDigit(at)) {
            at++;
        }
        if (mantissa == null || at - sign > 2 || isLatin(at)) {
            return null;
        }
        int power = Integer.parseInt(text.substring(sign, at));
        return power > MAX_DIGITS ? null : mantissa.scaleByPowerOfTen(negative ? -power : power);
    }

    private boolean isOrdinal() {
        return ORDINALS.contains(word(at, at + 2)) && !isLatin(at + 2);
    }

    /** Takes the rest of a range, date or time ({@code 5-10}, {@code 2024-05-12}, {@code 10:30}, {@code 1/2/2024}); true when there was one. */
    private boolean chained() {
        boolean chained = false;
        int next = link(at);
        while (next > 0) {
            chained = true;
            at = runEnd(next);
            next = link(at);
        }
        return chained;
    }

    /** The index of the digit that is tied to the number before an index, or -1. */
    private int link(int from) {
        if (isAnyOf(from, DASHES + ":")) {
            int digit = isAnyOf(from + 1, CURRENCIES) ? from + 2 : from + 1;
            return isDigit(digit) ? digit : -1;
        }
        boolean date = isAnyOf(from, "/")
                && isDigit(from + 1)
                && isAnyOf(skipDigits(from + 1), "/")
                && isDigit(skipDigits(from + 1) + 1);
        boolean tail = isAnyOf(from, "/") && isDigit(from + 1) && wasSlashed(from);
        return date || tail ? from + 1 : -1;
    }

    private boolean wasSlashed(int from) {
        int left = from - 1;
        while (left > 0 && left > from - 6 && isDigit(left)) {
            left--;
        }
        return left >= 0 && isAnyOf(left, "/") && left > 0 && isDigit(left - 1);
    }

    private int skipDigits(int from) {
        int end = from;
        while (isDigit(end) && end < from + MAX_DIGITS) {
            end++;
        }
        return end;
    }

    /** {@code 3/4} and {@code 3 / 4}. */
    private @Nullable BigDecimal fraction(@Nullable BigDecimal numerator) {
        int slash = isAnyOf(at, " ") ? at + 1 : at;
        int digit = isAnyOf(slash + 1, " ") ? slash + 2 : slash + 1;
        if (!isAnyOf(slash, "/") || !isDigit(digit)) {
            return numerator;
        }
        at = runEnd(digit);
        BigDecimal denominator = plain(text.substring(digit, at));
        if (numerator == null || denominator == null || denominator.signum() == 0) {
            return null;
        }
        return numerator.divide(denominator, MathContext.DECIMAL128);
    }

    private boolean startsWithDot(int digit) {
        return isAnyOf(digit - 1, ".")
                && (digit == 1
                        || Character.isWhitespace(text.charAt(digit - 2))
                        || isAnyOf(digit - 2, CURRENCIES + DASHES + "(=*"));
    }

    /** The index of the sign or currency that belongs to the digits. */
    private int withSign(int digits) {
        int start = digits;
        while (start > 0 && start > digits - 3 && isAnyOf(start - 1, CURRENCIES + DASHES)) {
            start--;
        }
        return start;
    }

    /** A dash is a sign unless something stands right before it or a number stands before its space ({@code 20 -2}). */
    private boolean isNegative(int start, int digits) {
        boolean dash = false;
        for (int i = start; i < digits; i++) {
            dash |= isAnyOf(i, DASHES);
        }
        if (!dash || start == 0) {
            return dash;
        }
        char before = text.charAt(start - 1);
        boolean operand = Character.isLetterOrDigit(before) || before == ')' || before == '%';
        boolean number = before == ' ' && start > 1 && (isDigit(start - 2) || isAnyOf(start - 2, ")"));
        return !operand && !number;
    }

    /** x2, H2O, step1: the digits belong to a name; USD18 and Rs.18 do not. */
    private boolean isPartOfName(int digits) {
        int left = digits;
        while (left > 0 && left > digits - 12 && isLatin(left - 1)) {
            left--;
        }
        return (left < digits && !CURRENCY_CODES.contains(word(left, digits))) || isAnyOf(digits - 1, "_");
    }

    private String word(int from, int to) {
        return text.substring(from, Math.min(to, text.length())).toLowerCase(Locale.ROOT);
    }

    private boolean isDigit(int index) {
        return index >= 0 && index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private boolean isLatin(int index) {
        return index < text.length() && text.charAt(index) < 0x250 && Character.isLetter(text.charAt(index));
    }

    private boolean isAnyOf(int index, String characters) {
        return index >= 0 && index < text.length() && characters.indexOf(text.charAt(index)) >= 0;
    }
}
