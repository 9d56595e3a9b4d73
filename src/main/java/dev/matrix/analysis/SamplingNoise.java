package dev.matrix.analysis;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.Locale;

/**
 * The smallest difference between two personalities that so many items can tell from chance: 100 x 1.96 x sqrt(d / n) points on one benchmark, and 100 x 1.96
 * x sqrt(d / n1 + ... + d / nk) / k points for the unweighted mean over k of them, in which the smallest benchmark decides.
 *
 * <p>Source: the normal approximation of McNemar's comparison of paired proportions (Q. McNemar, Psychometrika 12 (1947) 153-157), whose difference has the
 * variance d / n under no effect, with the discordance d (share of items on which the two differ) taken as .2, and no correction for many comparisons.
 */
public final class SamplingNoise {

    private static final double Z = 1.96;
    private static final double DISCORDANCE = 0.2;

    private SamplingNoise() {}

    /**
     * In percentage points.
     *
     * @param itemsPerBenchmark compared items of each benchmark that the difference is a mean over, at least 1
     */
    public static double points(int... itemsPerBenchmark) {
        double variance = 0;
        for (int items : itemsPerBenchmark) {
            variance += DISCORDANCE / items;
        }
        if (itemsPerBenchmark.length == 0 || Arrays.stream(itemsPerBenchmark).anyMatch(items -> items < 1)) {
            throw new IllegalArgumentException(
                    "sampling noise needs at least one item, got " + Arrays.toString(itemsPerBenchmark));
        }
        return 100 * Z * Math.sqrt(variance) / itemsPerBenchmark.length;
    }

    /** For people: {@code n = 40: differences under 14 points are noise}. */
    public static String sentence(int... itemsPerBenchmark) {
        return "n = " + size(itemsPerBenchmark) + ": differences under " + shown(itemsPerBenchmark)
                + " points are noise";
    }

    /**
     * Of several differences, by the one that rests on the least and the one that rests on the most; where both come to the same, the sentence of one:
     * {@code differences under 14 points are noise where n = 40, under 2 where n = 2000}.
     */
    public static String sentence(int[] least, int[] most) {
        return shown(least).equals(shown(most))
                ? sentence(least)
                : "differences under " + shown(least) + " points are noise where n = " + size(least) + ", under "
                        + shown(most) + " where n = " + size(most);
    }

    private static String shown(int... itemsPerBenchmark) {
        double points = points(itemsPerBenchmark);
        // Under 1.5 points whole numbers would be too coarse to act on.
        return points < 1.5 ? String.format(Locale.ROOT, "%.1f", points) : Long.toString(Math.round(points));
    }

    /** One number where it tells all: of benchmarks of one size the items of all together. */
    private static String size(int... itemsPerBenchmark) {
        IntSummaryStatistics items = Arrays.stream(itemsPerBenchmark).summaryStatistics();
        return items.getMin() == items.getMax()
                ? Long.toString(items.getSum())
                : items.getMin() + " to " + items.getMax() + " a benchmark";
    }
}
