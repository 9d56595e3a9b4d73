package dev.matrix.plan;

/**
 * What a run will cost, guessed before anything was measured.
 *
 * @param requests calls to the server, retries excluded
 * @param promptTokens tokens of all prompts
 * @param generatedTokens tokens that replies will have, as an expectation between nothing and their limits
 * @param lowSeconds how long it takes on a fast graphics card
 * @param highSeconds how long it takes on a slow processor without one
 */
public record WorkEstimate(
        long requests, long promptTokens, long generatedTokens, double lowSeconds, double highSeconds) {

    /** The geometric mean of both ends: what to tell in one number. */
    public double seconds() {
        return Math.sqrt(lowSeconds * highSeconds);
    }
}
