package dev.matrix.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are chosen. In matrix's own benchmarks every key is explicit on every request, so that neither a server's version nor a Modelfile can shift a
 * run. In lm-eval's own tasks only what lm-eval sends is there; a null key is not sent, and the model's own default holds, as it does for lm-eval.
 *
 * @param temperature 0 is greedy
 * @param topK 0 is off; null: not sent
 * @param topP nucleus share
 * @param minP minimum share; null: not sent
 * @param typicalP locally typical share; 1 is off; null: not sent
 * @param repeatPenalty 1 is off; null: not sent
 * @param repeatLastN how many tokens the penalty looks back; null: not sent
 * @param presencePenalty 0 is off; null: not sent
 * @param frequencyPenalty 0 is off; null: not sent
 * @param seed the run's seed; a repeat adds its index
 * @param stop texts that end a reply and are left out of it; they replace the model's own list; empty: not sent
 */
public record SamplingOptions(
        double temperature,
        @Nullable Integer topK,
        double topP,
        @Nullable Double minP,
        @Nullable Double typicalP,
        @Nullable Double repeatPenalty,
        @Nullable Integer repeatLastN,
        @Nullable Double presencePenalty,
        @Nullable Double frequencyPenalty,
        long seed,
        List<String> stop) {

    public SamplingOptions {
        stop = List.copyOf(stop);
    }

    /** The options of a run: penalties off, the rest at the server's documented defaults. */
    public static SamplingOptions of(double temperature, long seed) {
        return new SamplingOptions(temperature, 40, 0.9, 0.0, 1.0, 1.0, 64, 0.0, 0.0, seed, List.of());
    }

    /** What a server gets to see when lm-eval asks it over {@code /v1}, where an absent top_p means 1. */
    public static SamplingOptions ofLmEval(double temperature, long seed, List<String> stop) {
        return new SamplingOptions(temperature, null, 1, null, null, null, null, null, null, seed, stop);
    }
}
