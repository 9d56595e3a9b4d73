package dev.matrix.analysis;

import org.jspecify.annotations.Nullable;

/**
 * A personality against baseline on the same items: only items that are valid (have a scored trial) in both count.
 *
 * @param won items that it has right more often than baseline; without repeats: right where baseline is wrong
 * @param lost items that baseline has right more often
 * @param compared items valid in both
 * @param dropped items that were to be asked of both and are missing in one or both
 * @param mean mean score over the compared items; null when there is none
 * @param baselineMean baseline's mean score over the same items; null when there is none
 */
public record PairedCounts(
        int won,
        int lost,
        int compared,
        int dropped,
        @Nullable Double mean,
        @Nullable Double baselineMean) {

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
        double own = 0;
        double other = 0;
        for (int item = 0; item < personality.items(); item++) {
            if (personality.isValid(item) && baseline.isValid(item)) {
                double right = personality.correct(item) - baseline.correct(item);
                won += right > 0 ? 1 : 0;
                lost += right < 0 ? 1 : 0;
                compared++;
                own += personality.value(item);
                other += baseline.value(item);
            }
        }
        return new PairedCounts(
                won,
                lost,
                compared,
                Math.min(personality.reached(), baseline.reached()) - compared,
                compared == 0 ? null : Double.valueOf(own / compared),
                compared == 0 ? null : Double.valueOf(other / compared));
    }

    /** Mean minus baseline's mean over the compared items; NaN when there is none. */
    double difference() {
        return meanOrNan() - baselineMeanOrNan();
    }

    /** {@link #mean} as a number. */
    double meanOrNan() {
        return mean == null ? Double.NaN : mean;
    }

    /** {@link #baselineMean} as a number. */
    double baselineMeanOrNan() {
        return baselineMean == null ? Double.NaN : baselineMean;
    }

    /** The sum over several benchmarks; the means are those of all their compared items. */
    public PairedCounts plus(PairedCounts other) {
        return new PairedCounts(
                won + other.won,
                lost + other.lost,
                compared + other.compared,
                dropped + other.dropped,
                pooled(mean, compared, other.mean, other.compared),
                pooled(baselineMean, compared, other.baselineMean, other.compared));
    }

    private static @Nullable Double pooled(
            @Nullable Double first, int firstItems, @Nullable Double second, int secondItems) {
        int items = firstItems + secondItems;
        double sum = (first == null ? 0 : first * firstItems) + (second == null ? 0 : second * secondItems);
        return items == 0 ? null : Double.valueOf(sum / items);
    }

    /** No items. */
    public static PairedCounts none() {
        return new PairedCounts(0, 0, 0, 0, null, null);
    }
}
