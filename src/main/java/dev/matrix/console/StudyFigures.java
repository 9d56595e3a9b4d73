package dev.matrix.console;

import dev.matrix.analysis.Interval;
import dev.matrix.analysis.Points;
import dev.matrix.analysis.study.Estimate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the tables of a study write figures: effects in points. What cannot be told is left blank. */
final class StudyFigures {

    private StudyFigures() {}

    static String estimate(@Nullable Estimate estimate) {
        return estimate == null ? "" : Figures.points(estimate.value()) + " (" + range(estimate.interval()) + ")";
    }

    static String range(Interval interval) {
        return Points.range(interval);
    }

    static String p(@Nullable Double p) {
        if (p == null) {
            return "";
        }
        return p < 0.001
                ? "p < .001"
                : String.format(Locale.ROOT, "p = %.3f", p).replace("p = 0.", "p = .");
    }

    static String two(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.equals("-0.00") ? "0.00" : text;
    }
}
