package dev.matrix.simulator;

import dev.matrix.domain.MatrixException;
import java.time.Duration;

/** How long a reply takes once it has a slot. Immutable. */
public sealed interface ServiceTime {

    /**
     * The time of one reply.
     *
     * @param promptTokens tokens to evaluate, without cached ones
     * @param generatedTokens tokens to generate
     */
    Split of(int promptTokens, int generatedTokens);

    /** The same time for each reply, whatever it says. */
    static ServiceTime fixed(Duration time) {
        return new Fixed(time);
    }

    /** Time by tokens, in milliseconds each; fractions are welcome. */
    static ServiceTime byTokens(double millisPerPromptToken, double millisPerGeneratedToken) {
        return new ByTokens(millisPerPromptToken, millisPerGeneratedToken);
    }

    /**
     * A fixed time: a fifth of it for the prompt.
     *
     * @param time not negative
     */
    record Fixed(Duration time) implements ServiceTime {

        public Fixed {
            requireNotNegative((double) time.toNanos());
        }

        @Override
        public Split of(int promptTokens, int generatedTokens) {
            long nanos = time.toNanos();
            return new Split(nanos / 5, nanos - nanos / 5);
        }
    }

    /**
     * Time by tokens, in milliseconds each.
     *
     * @param millisPerPromptToken for each token of the prompt that is not cached
     * @param millisPerGeneratedToken for each generated token
     */
    record ByTokens(double millisPerPromptToken, double millisPerGeneratedToken) implements ServiceTime {

        public ByTokens {
            requireNotNegative(Math.min(millisPerPromptToken, millisPerGeneratedToken));
        }

        @Override
        public Split of(int promptTokens, int generatedTokens) {
            return new Split((long) (promptTokens * millisPerPromptToken * 1e6), (long)
                    (generatedTokens * millisPerGeneratedToken * 1e6));
        }
    }

    /**
     * The two parts of a service time, in nanoseconds.
     *
     * @param promptNanos until the first token
     * @param generateNanos from there to the last
     */
    record Split(long promptNanos, long generateNanos) {

        /** So many times as long. */
        Split times(double factor) {
            return new Split(Math.round(promptNanos * factor), Math.round(generateNanos * factor));
        }
    }

    private static void requireNotNegative(double time) {
        if (!(time >= 0)) {
            throw MatrixException.usage("--service-ms must be 0 or more: a reply cannot take less than no time.");
        }
    }
}
