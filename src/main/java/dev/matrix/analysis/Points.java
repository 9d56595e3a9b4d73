package dev.matrix.analysis;

import java.util.Locale;

/** How analysis writes differences in its sentences: in percentage points. */
final class Points {

    private Points() {}

    /** {@code +4.2}, {@code 0.0}. */
    static String signed(double share) {
        String figure = String.format(Locale.ROOT, "%+.1f", 100 * share);
        return figure.equals("-0.0") || figure.equals("+0.0") ? "0.0" : figure;
    }

    /** {@code 5 points}, {@code 1 point}, {@code 2.5 points}. */
    static String size(double share) {
        double points = Math.round(1000 * share) / 10.0;
        String figure = points == Math.rint(points) ? Long.toString((long) points) : Double.toString(points);
        return figure + (points == 1 ? " point" : " points");
    }

    /** A share in percent with one digit: {@code 48.3}. */
    static String share(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    /** {@code -1.2 to +7.9}. */
    static String range(Interval interval) {
        return signed(interval.low()) + " to " + signed(interval.high());
    }
}
