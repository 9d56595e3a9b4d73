package dev.matrix.scoring;

import java.util.regex.Pattern;

/** Rewrites the LaTeX that models put around numbers into plain text: {@code \frac{3}{4}}, {@code \$1{,}000}, {@code \text{ dollars}}. */
final class LatexNumbers {

    private static final Pattern FRACTION =
            Pattern.compile("\\\\[dt]?frac ?\\{ ?(-?[0-9]{1,40}) ?\\} ?\\{ ?([0-9]{1,40}) ?\\}");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([$%#&_{}])");
    private static final Pattern SPACING = Pattern.compile("\\\\[,;: ]");
    private static final Pattern DELIMITER = Pattern.compile("\\\\[()\\[\\]!]");
    private static final Pattern COMMAND = Pattern.compile("\\\\(?!boxed)[a-zA-Z]{1,20}");

    private LatexNumbers() {}

    static String plain(String text) {
        if (text.indexOf('\\') < 0 && text.indexOf('{') < 0) {
            return text;
        }
        String plain = FRACTION.matcher(text).replaceAll(" $1/$2 ");
        plain = plain.replace("{,}", ",").replace("\\!", "");
        plain = ESCAPED.matcher(plain).replaceAll("$1");
        plain = SPACING.matcher(plain).replaceAll(" ");
        plain = DELIMITER.matcher(plain).replaceAll(" ");
        return COMMAND.matcher(plain).replaceAll(" ");
    }
}
