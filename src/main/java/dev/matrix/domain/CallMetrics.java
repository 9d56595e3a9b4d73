package dev.matrix.domain;

import java.util.OptionalLong;

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

    private static final double WAITED = 0.25;

    /** Less than this between the server's total and its parts is tokenizing and templating, no wait. */
    public static final long OVERHEAD_NANOS = 10_000_000;

    /** Tokens of the prompt; 0 where the server did not say. */
    public int knownPromptTokens() {
        return Math.max(0, promptTokens);
    }

    /** Generated tokens; 0 where nobody counted them. */
    public int knownGeneratedTokens() {
        return Math.max(0, generatedTokens);
    }

    /** Time of generation; 0 where the server did not say. */
    public long knownGenerateNanos() {
        return Math.max(0, generateNanos);
    }

    /** Generated tokens of which the server says how long they took: those of a reply that was cut off have been counted, yet not timed. */
    public int timedTokens() {
        return generateNanos > 0 ? knownGeneratedTokens() : 0;
    }

    /** What the server worked on the call: prompt and generation. Empty where it did not say, or no time passed on its clock. */
    public OptionalLong servedNanos() {
        return promptNanos < 0 || generateNanos < 0 || promptNanos + generateNanos == 0
                ? OptionalLong.empty()
                : OptionalLong.of(promptNanos + generateNanos);
    }

    /** The time for which the server has no name, which is waiting for a slot. Empty where it cannot be told. */
    public OptionalLong queuedNanos() {
        OptionalLong served = servedNanos();
        return totalNanos <= 0 || served.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, totalNanos - Math.max(0, loadNanos) - served.getAsLong()));
    }

    /** True when it had to wait for a slot: for longer than tokenizing takes, and than a quarter of its service. False where that cannot be told. */
    public boolean waited() {
        long queued = queuedNanos().orElse(0);
        return queued > OVERHEAD_NANOS && queued > WAITED * servedNanos().orElse(0);
    }

    /** No figures from the server: only the client's own clock. */
    public static CallMetrics wallOnly(long wallNanos) {
        return new CallMetrics(-1, -1, -1, -1, -1, -1, wallNanos);
    }
}
