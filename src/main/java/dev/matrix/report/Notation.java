package dev.matrix.report;

import dev.matrix.analysis.Interval;
import dev.matrix.analysis.Points;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How figures are written in reports; what is unknown is a dash, never a zero. */
final class Notation {

    static final String UNKNOWN = "\u2013";

    private Notation() {}

    /** A share in percent without its sign: {@code 48.3}. */
    static String share(@Nullable Double share) {
        return share == null || !Double.isFinite(share) ? UNKNOWN : Points.share(share);
    }

    /** A difference of shares in points: {@code +4.2}. */
    static String points(@Nullable Double difference) {
        return difference == null || !Double.isFinite(difference)
                ? UNKNOWN
                : Points.signed(difference);
    }

    /** {@code +1.2 to +8.0}. */
    static String points(Interval interval) {
        return Points.range(interval);
    }

    /** {@code 0.031}, {@code < 0.001}. */
    static String p(double p) {
        return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }
}
