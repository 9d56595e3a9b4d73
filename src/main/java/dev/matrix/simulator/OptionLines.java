package dev.matrix.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lettered lines of a turn, such as {@code B. text}. */
final class OptionLines {

    private static final Pattern LINE = Pattern.compile("(?m)^[ \\t]*\\(?([A-Z])[.):][ \\t]+(\\S.*)$");

    private OptionLines() {}

    /** The first run of lettered lines after a place: A, B, C and so on without a gap. */
    static List<Line> after(String turn, int place) {
        List<Line> lines = new ArrayList<>();
        Matcher matcher = LINE.matcher(turn);
        for (int from = place; matcher.find(from); from = matcher.end()) {
            if (matcher.group(1).charAt(0) == 'A' + lines.size()) {
                lines.add(new Line(matcher.group(1), matcher.group(2).strip()));
            }
        }
        return lines;
    }

    /**
     * A lettered option.
     *
     * @param letter upper case
     * @param text the first line of the option
     */
    record Line(String letter, String text) {

        /** True when this is the option with a text; of a text with several lines only the first can be compared. */
        boolean shows(String option) {
            String whole = option.strip();
            return whole.equals(text) || whole.startsWith(text + "\n") || whole.startsWith(text + "\r");
        }
    }
}
