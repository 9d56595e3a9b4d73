package dev.matrix.analysis;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What a plan can find out, before anything is spent: for personalities that differ from baseline on few or many items.
 *
 * @param items items a comparison
 * @param comparisons size of the family
 * @param alpha two-sided level before the correction
 * @param sesoi smallest effect of interest, a share
 */
public record PowerTable(int items, int comparisons, double alpha, double sesoi, List<Row> rows) {

    private static final double USUAL_DISCORDANCE = 0.2;
    private static final double[] DISCORDANCES = {0.1, USUAL_DISCORDANCE, 0.3};

    /** Above it a plan finds only what is hard to miss: 10 points. */
    private static final double COARSE = 0.1;

    public PowerTable {
        rows = List.copyOf(rows);
    }

    /**
     * At one discordance.
     *
     * @param discordance share of items on which personality and baseline differ
     * @param smallest the smallest difference that is found in 80 of 100 runs by one test alone, a share; null when there are too few items for any
     * @param smallestCorrected the same with the correction for the whole family at its first step
     * @param itemsForSesoi items that find the smallest effect of interest, by one test alone
     * @param itemsForSesoiCorrected the same with the correction
     */
    public record Row(
            double discordance,
            @Nullable Double smallest,
            @Nullable Double smallestCorrected,
            int itemsForSesoi,
            int itemsForSesoiCorrected) {}

    /**
     * Computes it.
     *
     * @param items items a comparison, at least 1
     * @param comparisons size of the family, at least 1
     */
    public static PowerTable of(int items, int comparisons, double alpha, double sesoi) {
        List<Row> rows = DoubleStream.of(DISCORDANCES)
                .mapToObj(discordance -> row(items, comparisons, discordance, alpha, sesoi))
                .toList();
        return new PowerTable(items, comparisons, alpha, sesoi, rows);
    }

    private static Row row(int items, int comparisons, double discordance, double alpha, double sesoi) {
        return new Row(
                discordance,
                orNull(Power.smallestDifference(items, discordance, alpha)),
                orNull(Power.smallestDifference(items, discordance, alpha / comparisons)),
                Power.items(sesoi, discordance, alpha),
                Power.items(sesoi, discordance, alpha / comparisons));
    }

    /**
     * One sentence when corrected only differences over 10 points would be found; empty otherwise. At a discordance of .2, or of the smallest effect of interest
     * where that is larger: no difference can exceed the discordance.
     */
    public Optional<String> warning() {
        Row row = sesoi > USUAL_DISCORDANCE ? row(items, comparisons, sesoi, alpha, sesoi) : rows.get(1);
        Double smallest = row.smallestCorrected();
        if (smallest != null && smallest <= COARSE) {
            return Optional.empty();
        }
        String found = smallest == null
                ? "can find no difference at all"
                : "can find only differences of " + Points.size(smallest) + " or more";
        return Optional.of("With " + items + " items and " + comparisons
                + (comparisons == 1 ? " comparison" : " comparisons") + " this run " + found
                + " (at " + Points.share(row.discordance()).replaceFirst("\\.0$", "")
                + " % discordance, in 80 of 100 runs); " + Points.size(sesoi) + " need "
                + row.itemsForSesoiCorrected() + " items.");
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
