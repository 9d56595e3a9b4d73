package dev.matrix.domain;

import org.jspecify.annotations.Nullable;

/**
 * What one trial is worth. A missing trial (outcome not scored) has value NaN and is never averaged.
 *
 * @param outcome how the trial ended
 * @param value the headline score in [0, 1] by the lenient reading or by log-probability; NaN when missing
 * @param strict the score by the strict reading (the asked format only) in [0, 1]; equal to value for log-probabilities; NaN when missing
 * @param correct true when the read answer is right (mc2_letter: the letter is true)
 * @param reading what was read leniently, e.g. {@code B} or {@code 18}; null when nothing
 * @param strictReading what was read strictly; null when the reply is not in the asked format
 * @param letterMass probability that log-probabilities put on all letters together; NaN for other protocols
 * @param probability probability of the right letters as a share of that of all letters; NaN for other protocols
 * @param ambiguous scored by the best seen letter although an unseen one could have won
 * @param unit {@code share of items} or {@code share of probability}
 */
public record Score(
        Outcome outcome,
        double value,
        double strict,
        boolean correct,
        @Nullable String reading,
        @Nullable String strictReading,
        double letterMass,
        double probability,
        boolean ambiguous,
        String unit) {

    /** One without log-probabilities of letters that could be right. */
    public Score(
            Outcome outcome,
            double value,
            double strict,
            boolean correct,
            @Nullable String reading,
            @Nullable String strictReading,
            double letterMass,
            boolean ambiguous,
            String unit) {
        this(outcome, value, strict, correct, reading, strictReading, letterMass, Double.NaN, ambiguous, unit);
    }

    /** A trial that brought nothing to score. */
    public static Score missing(Outcome outcome) {
        if (outcome.scored()) {
            throw new IllegalArgumentException(outcome + " is scored, not missing");
        }
        return new Score(outcome, Double.NaN, Double.NaN, false, null, null, Double.NaN, false, "share of items");
    }

    public boolean scored() {
        return outcome.scored();
    }
}
