package dev.matrix.ollama;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size that people call a model by, as its name states it. {@code 8x7b} (experts) and {@code a3b} (active parameters) are no sizes of a model;
 * {@code e2b} is an effective size, smaller than what is stored.
 *
 * @param parameters e.g. 0.5e9
 * @param label as written, in lower case, e.g. {@code 0.5b}, {@code 270m}, {@code e2b}
 * @param effective true for {@code e2b}
 */
record NominalSize(double parameters, String label, boolean effective) {

    private static final Pattern STATED =
            Pattern.compile("(?<![a-z0-9.x])(e?)(\\d+(?:\\.\\d+)?)([bm])(?![a-z0-9])", Pattern.CASE_INSENSITIVE);
    /** Ollama's own reading of {@code details.parameter_size}: a number and a last letter. */
    private static final Pattern REPORTED = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([bmk])?", Pattern.CASE_INSENSITIVE);

    /** The size in the tag, else in the last segment of the name. */
    static Optional<NominalSize> stated(ModelName name) {
        return in(name.tag()).or(() -> in(name.base()));
    }

    static Optional<NominalSize> in(String text) {
        Matcher size = STATED.matcher(text);
        if (!size.find()) {
            return Optional.empty();
        }
        double parameters = Double.parseDouble(size.group(2)) * unit(size.group(3));
        return Optional.of(new NominalSize(
                parameters,
                size.group().toLowerCase(Locale.ROOT),
                !size.group(1).isEmpty()));
    }

    /** The count that a server reports as text, e.g. {@code 494.03M}, {@code 3.2B}, {@code 1000.00M}; empty for free text. */
    static OptionalDouble reported(String parameterSize) {
        Matcher size = REPORTED.matcher(parameterSize.strip());
        if (!size.matches()) {
            return OptionalDouble.empty();
        }
        double unit = size.group(2) == null ? 1 : unit(size.group(2));
        double parameters = Double.parseDouble(size.group(1)) * unit;
        return parameters > 0 ? OptionalDouble.of(parameters) : OptionalDouble.empty();
    }

    /** A count for people: {@code 0.5b}, {@code 494m}, {@code 3.2b}. */
    static String text(double parameters) {
        boolean tenths = parameters % 1e8 == 0;
        if (parameters >= 1e9 || (parameters > 0 && tenths)) {
            return rounded(parameters / 1e9, tenths ? 1 : 2) + "b";
        }
        return rounded(parameters / 1e6, parameters < 1e7 ? 1 : 0) + "m";
    }

    private static String rounded(double value, int digits) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static double unit(String letter) {
        return switch (letter.toLowerCase(Locale.ROOT)) {
            case "b" -> 1e9;
            case "m" -> 1e6;
            default -> 1e3;
        };
    }
}
