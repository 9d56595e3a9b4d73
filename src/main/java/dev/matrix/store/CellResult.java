package dev.matrix.store;

import dev.matrix.domain.CellStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One combination in results.json and in checkpoints. Shares and scores are in [0, 1]; a null is "cannot be said", 0.0 is a measured zero.
 *
 * @param score the metric over scored items; null when the combination failed or is unfinished
 * @param rawScore items answered right
 * @param total scored items: the denominator
 * @param executionTime sum of request times, seconds
 * @param status how much of it is there
 * @param metric name of the metric
 * @param unit what the score is a share of
 * @param protocol how it was scored
 * @param data {@code real}, {@code sample} or {@code user}
 * @param planned trials that were to be asked
 * @param missing trials without a usable reply
 * @param outcomes trials by outcome
 * @param rates share of planned trials by outcome
 * @param stderr standard error of the score
 * @param ci95 interval of the score: lower, upper
 * @param strict score when only the asked format counts
 * @param inFormat share of replies in the asked format
 * @param ambiguous items whose log-probabilities leave the answer open
 * @param letterMass mean probability of all letters together
 * @param formatEffect true when letter mass is under half of baseline's
 * @param guess expected score of random guessing on these items
 * @param majority score of always giving the commonest key
 * @param promptTokens tokens of prompts
 * @param generatedTokens generated tokens
 * @param error why it failed
 * @param comparableWith lm-eval tasks whose score may be compared
 * @param secondary the metrics of one of lm-eval's own tasks by lm-eval's names, e.g. {@code exact_match,strict-match}; null for matrix's own benchmarks
 * @param baselineSystem what stands where no system prompt is injected, if it is not what the run says: {@code none} for lm-eval's own tasks, else null
 * @param ownSystem true when the model's own SYSTEM may stand in the prompts, so that no effect of a personality is told; null for matrix's own benchmarks
 * @param lmEval what lm-eval itself said; null where the native engine asked
 * @param emptyReplies scored replies without any text where lm-eval asked: it keeps no thinking, so one that only thought looks the same; null where the
 *     native engine asked
 * @param reached how far it got where a rule of the run stopped it; null where all items were to be asked
 */
public record CellResult(
        @Nullable Double score,
        int rawScore,
        int total,
        double executionTime,
        CellStatus status,
        String metric,
        String unit,
        @Nullable String protocol,
        String data,
        int planned,
        int missing,
        Map<String, Integer> outcomes,
        Map<String, Double> rates,
        @Nullable Double stderr,
        @Nullable List<Double> ci95,
        @Nullable Double strict,
        @Nullable Double inFormat,
        int ambiguous,
        @Nullable Double letterMass,
        boolean formatEffect,
        @Nullable Double guess,
        @Nullable Double majority,
        long promptTokens,
        long generatedTokens,
        @Nullable String error,
        List<String> comparableWith,
        @Nullable Map<String, @Nullable Double> secondary,
        @Nullable String baselineSystem,
        @Nullable Boolean ownSystem,
        @Nullable LmEvalRecord lmEval,
        @Nullable Integer emptyReplies,
        @Nullable Reached reached) {

    /**
     * How far a combination got that a rule of the run stopped. Its numbers are over these items alone.
     *
     * @param items that were to be asked, from the first on
     * @param of items of the plan
     * @param by {@code budget} or {@code decided}
     */
    public record Reached(int items, int of, String by) {}
}
