package dev.matrix.analysis;

import java.util.Locale;

/** How shares and their differences are written, whoever writes them: in percent and percentage points. */
public final class Points {

    private static final int MOST_DIGITS = 4;

    private Points() {}

    /** {@code +4.2}, {@code 0.0}. */
    public static String signed(double share) {
        return withoutEmptySign(String.format(Locale.ROOT, "%+.1f", 100 * share));
    }

    /** {@code 5 points}, {@code 1 point}, {@code 2.5 points}. */
    static String size(double share) {
        double points = Math.round(1000 * share) / 10.0;
        String figure = points == Math.rint(points) ? Long.toString((long) points) : Double.toString(points);
        return figure + (points == 1 ? " point" : " points");
    }

    /** A share in percent with one digit: {@code 48.3}. */
    public static String share(double share) {
        return withoutEmptySign(String.format(Locale.ROOT, "%.1f", 100 * share));
    }

    private static String withoutEmptySign(String figure) {
        return figure.equals("-0.0") || figure.equals("+0.0") ? "0.0" : figure;
    }

    /** {@code -1.2 to +7.9}; an end that is not 0 is never written as 0, as on which side of it an interval ends decides a verdict: {@code -15.0 to -0.04}. */
    public static String range(Interval interval) {
        return end(interval.low()) + " to " + end(interval.high());
    }

    private static String end(double share) {
        String figure = signed(share);
        for (int digits = 2; figure.equals("0.0") && share != 0 && digits <= MOST_DIGITS; digits++) {
            String finer = String.format(Locale.ROOT, "%+." + digits + "f", 100 * share);
            figure = finer.matches("[-+][0.]+") ? figure : finer;
        }
        if (!figure.equals("0.0") || share == 0) {
            return figure;
        }
        return share < 0 ? "just under 0" : "just over 0";
    }
}
