package dev.matrix.analysis.study;

import dev.matrix.analysis.Points;
import java.util.List;
import java.util.Locale;

/** How this package's sentences write figures. */
final class Words {

    private Words() {}

    static String count(long count, String noun) {
        if (count == 1) {
            return "1 " + noun;
        }
        return count + " " + (noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ie" : noun) + "s";
    }

    /** {@code +4.2 points (-1.2 to +3.4)}. */
    static String points(Estimate estimate) {
        return Points.signed(estimate.value()) + " points (" + Points.range(estimate.interval()) + ")";
    }

    static String p(double p) {
        String text = String.format(Locale.ROOT, "%.3f", p);
        return p < 0.001 ? "p < .001" : "p = " + (text.startsWith("0") ? text.substring(1) : text);
    }

    /** {@code a, b and c}. */
    static String list(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
