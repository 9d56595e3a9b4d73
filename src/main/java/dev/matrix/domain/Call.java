package dev.matrix.domain;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request to a model with what came back, after its last attempt.
 *
 * @param messagesHash SHA-256 (hex) of the messages that were sent
 * @param text the visible reply, as received; may be empty; kept also when the call failed in its middle
 * @param thinking the reply's thinking part; empty when there was none
 * @param logprobs the first generated tokens with their alternatives; empty unless asked for
 * @param metrics counts and timings
 * @param doneReason {@code stop}, {@code length}, {@code repetition} (the breaker, or the server's own token-repeat abort), {@code unknown}; empty when it failed
 * @param attempts how many times it was sent, at least 1
 * @param failure null when the call brought a reply
 */
public record Call(
        String messagesHash,
        String text,
        String thinking,
        List<TokenLogprob> logprobs,
        CallMetrics metrics,
        String doneReason,
        int attempts,
        @Nullable Failure failure) {

    /** The done reason of a reply that was ended because it repeated itself. */
    public static final String REPETITION = "repetition";

    /** The done reason where nobody tells: lm-eval keeps no more than the text of a reply. */
    public static final String UNKNOWN = "unknown";

    /** The done reason of a reply that reached its token limit. */
    public static final String LENGTH = "length";

    public Call {
        Objects.requireNonNull(text, "a call has a text");
        Objects.requireNonNull(thinking, "a call has a thinking text");
        Objects.requireNonNull(metrics, "a call has metrics");
        Objects.requireNonNull(doneReason, "a call has a done reason");
        logprobs = List.copyOf(logprobs);
    }

    /** What a second call is given as the reasoning of this one: its text; a model that only thought has reasoned all the same. */
    public String reasoning() {
        return text.isBlank() ? thinking : text;
    }
}
