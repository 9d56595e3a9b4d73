package dev.matrix.analysis;

import java.util.Locale;

/**
 * A finding that was not fixed before the run: a hint for the next one, never a verdict. Each kind is a family of its own.
 *
 * @param benchmark {@code ""} when it is over several
 * @param benchmarks how many benchmarks it rests on
 * @param items items that it rests on
 * @param difference to baseline, a share
 * @param ci95 not corrected
 * @param p two-sided
 * @param adjustedP Benjamini and Hochberg's within its kind: the share of false ones among all that are no larger
 */
public record Exploratory(
        Kind kind,
        String model,
        String personality,
        String benchmark,
        String setting,
        int benchmarks,
        int items,
        double difference,
        Interval ci95,
        double p,
        double adjustedP) {

    Exploratory withAdjustedP(double corrected) {
        return new Exploratory(
                kind, model, personality, benchmark, setting, benchmarks, items, difference, ci95, p, corrected);
    }

    /** What was looked at. */
    public enum Kind {
        /** A personality that was asked but left out of the primary family. */
        UNPLANNED,
        /** The probability that log-probabilities put on the right letters among all letters. */
        PROBABILITY,
        /** The mean over benchmarks with equal weights. */
        POOLED;

        /** The name in files: lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
