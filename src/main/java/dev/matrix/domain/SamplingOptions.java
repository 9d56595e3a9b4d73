package dev.matrix.domain;

/**
 * Every sampling key is explicit on every request, so that neither a server's version nor a Modelfile can shift a run.
 *
 * @param temperature 0 is greedy
 * @param topK 0 is off
 * @param topP nucleus share
 * @param minP minimum share
 * @param typicalP locally typical share; 1 is off
 * @param repeatPenalty 1 is off
 * @param repeatLastN how many tokens the penalty looks back
 * @param presencePenalty 0 is off
 * @param frequencyPenalty 0 is off
 * @param seed the run's seed; a repeat adds its index
 */
public record SamplingOptions(
        double temperature,
        int topK,
        double topP,
        double minP,
        double typicalP,
        double repeatPenalty,
        int repeatLastN,
        double presencePenalty,
        double frequencyPenalty,
        long seed) {

    /** The options of a run: penalties off, the rest at the server's documented defaults. */
    public static SamplingOptions of(double temperature, long seed) {
        return new SamplingOptions(temperature, 40, 0.9, 0, 1, 1, 64, 0, 0, seed);
    }
}
