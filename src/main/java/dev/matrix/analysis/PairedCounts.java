package dev.matrix.analysis;

import org.jspecify.annotations.Nullable;

/**
 * A personality against baseline on the same items: only items that are valid (have a scored trial) in both count.
 *
 * @param won items that it has right more often than baseline; without repeats: right where baseline is wrong
 * @param lost items that baseline has right more often
 * @param compared items valid in both
 * @param dropped planned items that are missing in one or both
 * @param difference mean score minus baseline's over the compared items, in [-1, 1]; null when there is none
 */
public record PairedCounts(
        int won,
        int lost,
        int compared,
        int dropped,
        @Nullable Double difference) {

    /**
     * Compares two cells of the same items in the same order.
     *
     * @throws IllegalArgumentException when their plans differ in length
     */
    public static PairedCounts of(CellAccumulator personality, CellAccumulator baseline) {
        if (personality.items() != baseline.items()) {
            throw new IllegalArgumentException("cells of " + personality.items() + " and " + baseline.items()
                    + " items cannot be compared item by item");
        }
        int won = 0;
        int lost = 0;
        int compared = 0;
        double sum = 0;
        for (int item = 0; item < personality.items(); item++) {
            if (personality.isValid(item) && baseline.isValid(item)) {
                double right = personality.correct(item) - baseline.correct(item);
                won += right > 0 ? 1 : 0;
                lost += right < 0 ? 1 : 0;
                compared++;
                sum += personality.value(item) - baseline.value(item);
            }
        }
        Double difference = compared == 0 ? null : sum / compared;
        return new PairedCounts(won, lost, compared, personality.items() - compared, difference);
    }

    /** The sum over several benchmarks; the difference is the mean over their compared items. */
    public PairedCounts plus(PairedCounts other) {
        int both = compared + other.compared;
        Double mean = both == 0 ? null : (total() + other.total()) / both;
        return new PairedCounts(won + other.won, lost + other.lost, both, dropped + other.dropped, mean);
    }

    /** No items. */
    public static PairedCounts none() {
        return new PairedCounts(0, 0, 0, 0, null);
    }

    private double total() {
        return difference == null ? 0 : difference * compared;
    }
}
