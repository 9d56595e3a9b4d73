package dev.matrix.simulator;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A way to word an answer. The pattern holds {@code <answer>}, {@code <other>}, {@code <text>}, {@code <otherText>}, {@code <lower>}, {@code <wide>} (full-width
 * characters), {@code <grouped>} (1,000), {@code <decimal>} (18.00) and {@code <list>} (all options, one a line).
 *
 * @param name unique among all formats
 * @param pattern see above
 */
record ReplyFormat(String name, String pattern) {

    private static final int WIDE = 0xFEE0;

    String write(Choice choice) {
        if (!pattern.contains("<")) {
            return pattern;
        }
        return pattern.replace("<answer>", choice.answer())
                .replace("<other>", choice.other())
                .replace("<text>", choice.text())
                .replace("<otherText>", choice.otherText())
                .replace("<lower>", choice.answer().toLowerCase(Locale.ROOT))
                .replace("<wide>", wide(choice.answer()))
                .replace("<grouped>", pattern.contains("<grouped>") ? number(choice.answer(), "#,##0.##") : "")
                .replace("<decimal>", pattern.contains("<decimal>") ? number(choice.answer(), "0.00") : "")
                .replace("<list>", pattern.contains("<list>") ? list(choice.options()) : "");
    }

    private static String wide(String text) {
        return text.chars()
                .map(character -> Character.isLetterOrDigit(character) ? character + WIDE : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String number(String plain, String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(new BigDecimal(plain));
    }

    private static String list(List<OptionLines.Line> options) {
        return options.stream()
                .map(line -> "- **" + line.letter() + ".** " + line.text())
                .collect(Collectors.joining("\n"));
    }
}
