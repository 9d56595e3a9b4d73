package dev.matrix.inference;

import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Failure;
import dev.matrix.domain.TokenLogprob;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one attempt of a call brought. */
public sealed interface ChatResult {

    /**
     * A whole reply.
     *
     * @param text visible text, possibly empty
     * @param thinking thinking text, possibly empty
     * @param logprobs one entry a generated token that has any; empty unless asked for
     * @param metrics counts and timings
     * @param doneReason {@code stop}, {@code length} or {@code repetition}
     */
    record Reply(String text, String thinking, List<TokenLogprob> logprobs, CallMetrics metrics, String doneReason)
            implements ChatResult {
        public Reply {
            logprobs = List.copyOf(logprobs);
        }
    }

    /**
     * No reply that can be scored.
     *
     * @param failure what happened
     * @param partialText what had come until then; possibly empty
     * @param wallNanos time spent
     * @param retryAfter how long the server asked to wait; null when it did not
     */
    record Failed(
            Failure failure,
            String partialText,
            long wallNanos,
            @Nullable Duration retryAfter) implements ChatResult {}
}
