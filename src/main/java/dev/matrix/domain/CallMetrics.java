package dev.matrix.domain;

/**
 * What the server and the clock say of one call; times in nanoseconds, -1 where the server did not say.
 *
 * @param promptTokens tokens of the prompt, cached ones included
 * @param generatedTokens generated tokens, thinking included
 * @param totalNanos the server's own total
 * @param loadNanos time until the model was ready, scheduling included
 * @param promptNanos evaluation of the prompt's new tokens
 * @param generateNanos generation
 * @param wallNanos measured by the client from sending to the last byte, the last attempt only
 */
public record CallMetrics(
        int promptTokens,
        int generatedTokens,
        long totalNanos,
        long loadNanos,
        long promptNanos,
        long generateNanos,
        long wallNanos) {

    /** No figures from the server: only the client's own clock. */
    public static CallMetrics wallOnly(long wallNanos) {
        return new CallMetrics(-1, -1, -1, -1, -1, -1, wallNanos);
    }
}
