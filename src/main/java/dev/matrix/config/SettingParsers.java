package dev.matrix.config;

import dev.matrix.domain.Concurrency;
import dev.matrix.domain.Engine;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of values that settings have. */
final class SettingParsers {

    private static final double LONGEST_SECONDS = 7 * 24 * 3600;

    private static final Pattern TIME = Pattern.compile("(?:(\\d{1,5})h)?(?:(\\d{1,7})m)?(?:(\\d{1,8})s)?");

    private SettingParsers() {}

    static SettingParser<String> text() {
        return text -> text;
    }

    static SettingParser<Integer> whole(int least, int most) {
        return text -> {
            BigDecimal value = number(text, wholeClause(least, most));
            if (text.contains(".")
                    || value.compareTo(BigDecimal.valueOf(least)) < 0
                    || value.compareTo(BigDecimal.valueOf(most)) > 0) {
                throw new IllegalArgumentException(wholeClause(least, most));
            }
            return value.intValueExact();
        };
    }

    private static String wholeClause(int least, int most) {
        return most == Integer.MAX_VALUE
                ? "must be a whole number of at least " + least
                : "must be a whole number from " + least + " to " + most;
    }

    static SettingParser<Long> longWhole() {
        return text -> {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("must be a whole number", e);
            }
        };
    }

    static SettingParser<Double> share(double most) {
        return text -> {
            String clause = "must be a number from 0 to "
                    + BigDecimal.valueOf(most).stripTrailingZeros().toPlainString();
            double value = number(text, clause).doubleValue();
            if (value < 0 || value > most) {
                throw new IllegalArgumentException(clause);
            }
            return value;
        };
    }

    static SettingParser<Double> points() {
        return text -> {
            String clause = "must be a number of points, more than 0 and at most 100";
            double value = number(text, clause).doubleValue();
            if (value <= 0 || value > 100) {
                throw new IllegalArgumentException(clause);
            }
            return value;
        };
    }

    /** Hours, minutes and seconds, each with its letter, such as {@code 1h30m}. */
    static SettingParser<Duration> time() {
        return text -> {
            Matcher parts = TIME.matcher(text);
            if (!parts.matches() || text.isEmpty()) {
                throw new IllegalArgumentException("must be a time such as 2h, 1h30m, 90m or 45s");
            }
            Duration time =
                    Duration.ofHours(part(parts, 1)).plusMinutes(part(parts, 2)).plusSeconds(part(parts, 3));
            if (time.isZero()) {
                throw new IllegalArgumentException("must be more than no time");
            }
            return time;
        };
    }

    private static long part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    static SettingParser<Duration> seconds() {
        return text -> {
            String clause = "must be a number of seconds, more than 0 and at most " + (long) LONGEST_SECONDS;
            double value = number(text, clause).doubleValue();
            if (value < 0.001 || value > LONGEST_SECONDS) {
                throw new IllegalArgumentException(clause);
            }
            return Duration.ofMillis(Math.round(value * 1000));
        };
    }

    static SettingParser<Boolean> onOff() {
        return text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes" -> true;
            case "off", "false", "no" -> false;
            default -> throw new IllegalArgumentException("must be on or off");
        };
    }

    static SettingParser<Limit> limit() {
        return text -> text.equals("all")
                ? Limit.ALL
                : new Limit(otherwise(whole(1, Integer.MAX_VALUE), "must be a whole number of at least 1, or all")
                        .parse(text));
    }

    /** A value that may be left to somebody else by a word. */
    static <T> SettingParser<Optional<T>> orWord(String word, SettingParser<T> parser, String clause) {
        return text -> text.equals(word)
                ? Optional.empty()
                : Optional.of(otherwise(parser, clause).parse(text));
    }

    private static <T> SettingParser<T> otherwise(SettingParser<T> parser, String clause) {
        return text -> {
            try {
                return parser.parse(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(clause, e);
            }
        };
    }

    static <E extends Enum<E>> SettingParser<E> oneOf(Class<E> type) {
        List<E> values = List.of(type.getEnumConstants());
        return text -> values.stream()
                .filter(value -> Word.of(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be one of " + values.stream().map(Word::of).collect(Collectors.joining(", "))));
    }

    static SettingParser<Engine> engine() {
        return text -> Arrays.stream(Engine.values())
                .filter(engine -> engine.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be native or lm-eval"));
    }

    static SettingParser<Concurrency> concurrency() {
        return text -> text.equals("auto")
                ? Concurrency.auto()
                : Concurrency.fixed(otherwise(whole(1, 1024), "must be a whole number from 1 to 1024, or auto")
                        .parse(text));
    }

    /** Parts separated by commas, each once, in order. */
    static <T> SettingParser<List<T>> list(SettingParser<T> part) {
        return text -> {
            return Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .map(each -> {
                        if (each.isEmpty()) {
                            throw new IllegalArgumentException("must be values separated by single commas");
                        }
                        return part.parse(each);
                    })
                    .distinct()
                    .toList();
        };
    }

    static SettingParser<BigDecimal> temperature() {
        return text -> {
            String clause = "must be numbers from 0 to 2, such as 0,0.7";
            BigDecimal value = number(text, clause);
            if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(2)) > 0) {
                throw new IllegalArgumentException(clause);
            }
            // One form a value, so that 0.70 and 0.7 are one point of the axis.
            return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        };
    }

    static SettingParser<Path> path() {
        return text -> {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("must be a path", e);
            }
        };
    }

    private static BigDecimal number(String text, String clause) {
        // Longer ones are no value that anybody means, and exponents could name numbers of any size.
        if (!text.matches("[+-]?(\\d{1,19}(\\.\\d{0,19})?|\\.\\d{1,19})")) {
            throw new IllegalArgumentException(clause);
        }
        return new BigDecimal(text);
    }
}
