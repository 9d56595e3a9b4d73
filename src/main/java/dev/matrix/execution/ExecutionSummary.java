package dev.matrix.execution;

import java.time.Duration;

/**
 * Figures of one invocation.
 *
 * @param wall from start to end
 * @param requests attempts sent for trials; preloads and checks are excluded
 * @param retries attempts beyond the first of each call
 * @param loads model loads
 * @param promptTokens prompt tokens of replies
 * @param generatedTokens generated tokens of replies
 * @param generateNanos server-side generation time of replies
 * @param end how it ended
 */
public record ExecutionSummary(
        Duration wall,
        long requests,
        long retries,
        int loads,
        long promptTokens,
        long generatedTokens,
        long generateNanos,
        End end) {

    /** How an invocation ended. */
    public enum End {
        /** Every planned trial was asked. */
        DONE,
        /** The user or the system stopped it. */
        CANCELLED,
        /** The server went away. */
        SERVER_LOST
    }
}
