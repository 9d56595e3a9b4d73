package dev.matrix.analysis;

import org.jspecify.annotations.Nullable;

/**
 * One primary comparison: a personality against baseline on the items that are valid in both. Differences are shares: 0.05 is 5 points. Repeats of an item
 * are averaged first; items are the unit.
 *
 * @param reference the personality that it is compared with
 * @param compared items valid in both
 * @param dropped planned items that are missing in one or both
 * @param won items that are right more often here; without repeats: right here and wrong there
 * @param lost items that are right more often there
 * @param accuracy mean score over the compared items
 * @param referenceAccuracy the reference's, over the same items
 * @param difference {@code accuracy - referenceAccuracy}
 * @param ci95 its 95 % interval, not corrected for the family
 * @param adjusted its interval at the level of this comparison in the family; it decides the verdict and never contradicts it
 * @param adjustedConfidence confidence of {@code adjusted}, e.g. 0.995
 * @param p two-sided p value of no difference
 * @param adjustedP Holm's over the family
 * @param itemsNeeded items with which the smallest effect of interest would be found in 80 of 100 runs at the discordance seen here; null when
 *     decided, and when the noise floor of the control, not the number of items, is what leaves it undecided
 * @param note what else must be known to read it; null when nothing
 */
public record Comparison(
        CellKey key,
        String reference,
        int compared,
        int dropped,
        int won,
        int lost,
        double accuracy,
        double referenceAccuracy,
        double difference,
        Interval ci95,
        Interval adjusted,
        double adjustedConfidence,
        double p,
        double adjustedP,
        PairedTest test,
        Verdict verdict,
        @Nullable Integer itemsNeeded,
        @Nullable String note) {}
