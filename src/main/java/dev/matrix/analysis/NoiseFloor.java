package dev.matrix.analysis;

import java.util.Locale;

/**
 * The smallest difference between two personalities that so many items can tell from chance: 100 x 1.96 x sqrt(d / n) points.
 *
 * <p>Source: the normal approximation of McNemar's comparison of paired proportions (Q. McNemar, Psychometrika 12 (1947) 153-157), whose difference has the
 * variance d / n under no effect, with the discordance d (share of items on which the two differ) taken as .2, and no correction for many comparisons.
 */
public final class NoiseFloor {

    private static final double Z = 1.96;
    private static final double DISCORDANCE = 0.2;

    private NoiseFloor() {}

    /**
     * In percentage points.
     *
     * @param items compared items, at least 1
     */
    public static double points(int items) {
        if (items < 1) {
            throw new IllegalArgumentException("a noise floor needs at least one item, got " + items);
        }
        return 100 * Z * Math.sqrt(DISCORDANCE / items);
    }

    /** For people: {@code n = 40: differences under 14 points are noise}. */
    public static String sentence(int items) {
        double points = points(items);
        // Under 1.5 points whole numbers would be too coarse to act on.
        String shown = points < 1.5 ? String.format(Locale.ROOT, "%.1f", points) : Long.toString(Math.round(points));
        return "n = " + items + ": differences under " + shown + " points are noise";
    }
}
