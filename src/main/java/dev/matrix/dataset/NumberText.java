package dev.matrix.dataset;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as data files write them: a sign, a currency sign, commas between thousands, a full stop at the end. */
final class NumberText {

    private static final Pattern NUMBER =
            Pattern.compile("[-+]?[$€£¥]?[-+]?(\\d{1,3}(,\\d{3})+|\\d+)?(\\.\\d+)?([eE][-+]?\\d{1,3})?");

    private NumberText() {}

    /** The number; empty when the text is none. */
    static Optional<BigDecimal> parse(String text) {
        String plain = text.strip().replace('\u2212', '-');
        if (plain.endsWith(".")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        if (!NUMBER.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(plain.replaceAll("[,$€£¥]", "")));
        } catch (NumberFormatException e) {
            return Optional.empty(); // a sign without digits, or two signs
        }
    }
}
