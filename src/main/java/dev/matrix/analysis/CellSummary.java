package dev.matrix.analysis;

import dev.matrix.domain.Outcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one combination scored. Scores and shares are in [0, 1]. A null is "cannot be said", 0.0 is a measured zero; they are never exchanged.
 *
 * <p>Items count once: the repeats of an item are averaged first, then the items, so that uncertainty is that of items. {@code planned}, {@code missing},
 * outcomes and rates count trials (each repeat); without repeats that is the same.
 *
 * @param status how much of it is there
 * @param score mean over scored items by the headline reading (lenient, or log-probabilities); null when failed
 * @param rawScore items that are right (mc2_letter: whose letter is true); with repeats, those that are right in more than half of their scored repeats
 * @param total scored items: the denominator
 * @param planned planned trials
 * @param missing planned trials without a scored reply, those not asked yet included
 * @param outcomes trials by outcome, all outcomes in order
 * @param rates share of the planned trials by outcome, all outcomes in order
 * @param standardError of the score, over items; null for fewer than two items or when failed
 * @param ci95 95 % interval of the score: Wilson's for right-or-wrong items, Student's for fractional ones; null when it cannot be said
 * @param strict mean over scored items when only the asked format counts; null when failed
 * @param strictError standard error of {@code strict}, as {@code standardError}
 * @param inFormat share of scored trials whose reply is in the asked format; null when failed
 * @param ambiguous scored trials whose log-probabilities leave the answer open
 * @param letterMass mean probability of all letters together; null for other protocols
 * @param unit what the score is a share of
 */
public record CellSummary(
        CellStatus status,
        @Nullable Double score,
        int rawScore,
        int total,
        int planned,
        int missing,
        Map<Outcome, Integer> outcomes,
        Map<Outcome, Double> rates,
        @Nullable Double standardError,
        @Nullable Interval ci95,
        @Nullable Double strict,
        @Nullable Double strictError,
        @Nullable Double inFormat,
        int ambiguous,
        @Nullable Double letterMass,
        String unit) {

    public CellSummary {
        outcomes = Collections.unmodifiableMap(new EnumMap<>(outcomes));
        rates = Collections.unmodifiableMap(new EnumMap<>(rates));
    }

    /**
     * Summarizes a cell.
     *
     * @param cell its scores
     * @param maxMissingPercent with a larger percentage of planned trials missing the cell is failed
     */
    public static CellSummary of(CellAccumulator cell, double maxMissingPercent) {
        return of(cell, maxMissingPercent, Leaves.none());
    }

    /**
     * Summarizes a cell.
     *
     * @param cell its scores
     * @param maxMissingPercent with a larger percentage of planned trials missing the cell is failed
     * @param leaves leaf tasks of its items
     */
    public static CellSummary of(CellAccumulator cell, double maxMissingPercent, Leaves leaves) {
        int[] valid = IntStream.range(0, cell.items()).filter(cell::isValid).toArray();
        int scored = cell.scoredTrials();
        int missing = cell.planned() - scored;
        CellStatus status = CellStatus.of(cell.planned(), missing, maxMissingPercent);
        int[] counted = status == CellStatus.FAILED ? new int[0] : valid;
        MeanEstimate estimate = leaves.estimate(
                counted, IntStream.of(counted).mapToDouble(cell::value).toArray());
        MeanEstimate strict = leaves.estimate(
                counted, IntStream.of(counted).mapToDouble(cell::strict).toArray());
        double mass = cell.meanLetterMass();
        return new CellSummary(
                status,
                estimate.mean(),
                (int) IntStream.of(valid)
                        .filter(item -> cell.correct(item) > 0.5)
                        .count(),
                valid.length,
                cell.planned(),
                missing,
                outcomes(cell),
                rates(cell),
                estimate.standardError(),
                estimate.interval(),
                strict.mean(),
                strict.standardError(),
                status == CellStatus.FAILED ? null : Double.valueOf((double) cell.inFormat() / scored),
                cell.ambiguous(),
                Double.isNaN(mass) ? null : Double.valueOf(mass),
                cell.unit());
    }

    private static Map<Outcome, Integer> outcomes(CellAccumulator cell) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, cell.count(outcome));
        }
        return counts;
    }

    private static Map<Outcome, Double> rates(CellAccumulator cell) {
        Map<Outcome, Double> rates = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            rates.put(outcome, cell.planned() == 0 ? 0 : (double) cell.count(outcome) / cell.planned());
        }
        return rates;
    }
}
