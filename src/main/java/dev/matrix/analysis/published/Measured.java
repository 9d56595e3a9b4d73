package dev.matrix.analysis.published;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a claim comes to when it is computed again.
 *
 * @param value in the unit of the claim; null where it is no figure
 * @param text the same for people
 * @param judged the verdict as far as it does not hang on the figure
 * @param why what the figure rests on; empty where it speaks for itself
 */
record Measured(@Nullable Double value, String text, ClaimVerdict judged, String why) {

    private static final double HALF = 0.5;
    /** Binary fractions of figures that were rounded to decimals. */
    private static final double ROUNDING = 1e-9;

    /** A figure that speaks for itself. */
    static Measured of(double value, String text) {
        return new Measured(value, text, ClaimVerdict.OK, "");
    }

    /** A figure with what it rests on. */
    static Measured of(double value, String text, String why) {
        return new Measured(value, text, ClaimVerdict.OK, why);
    }

    /** Something that is no figure. */
    static Measured judged(ClaimVerdict verdict, String text, String why) {
        return new Measured(null, text, verdict, why);
    }

    /** The verdict: a figure must be the claimed one when it is rounded to the decimals that were printed. */
    ClaimVerdict against(@Nullable BigDecimal claimed) {
        if (claimed == null || value == null) {
            return judged;
        }
        double tolerance = HALF * Math.pow(10, -claimed.scale()) + ROUNDING;
        return Math.abs(value - claimed.doubleValue()) > tolerance ? ClaimVerdict.DIFFERS : judged;
    }

    /** A figure with its sign, e.g. {@code +16.50}. */
    static String signed(double value, int decimals) {
        return String.format(Locale.ROOT, "%+." + decimals + "f", value);
    }

    static String plain(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
