package dev.matrix.ollama;

import dev.matrix.domain.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the wire's log-probabilities into the program's. */
final class Logprobs {

    /**
     * What stands for a probability of zero, which llama-server writes as the lowest float (-3.4028235e38) and which would swallow everything in a mean.
     * e^-10000 is zero in a double, so sums of probabilities do not change.
     */
    static final double FLOOR = -1e4;

    /** As many tokens as are kept: an answer is read from the first ones, and a long reply would be stored twenty times over. */
    static final int KEPT_TOKENS = 64;

    private Logprobs() {}

    static TokenLogprob token(Wire.TokenEntry entry) {
        List<Wire.TokenEntry> top = entry.alternatives();
        List<TokenLogprob.Alternative> alternatives = new ArrayList<>(top.size());
        for (Wire.TokenEntry alternative : top) {
            alternatives.add(new TokenLogprob.Alternative(text(alternative.token()), clamped(alternative.logprob())));
        }
        return new TokenLogprob(text(entry.token()), clamped(entry.logprob()), alternatives);
    }

    private static double clamped(@Nullable Double logprob) {
        return logprob == null || logprob.isNaN() ? FLOOR : Math.max(logprob, FLOOR);
    }

    /** Blank tokens stay: the first one often is. */
    private static String text(@Nullable String token) {
        return token == null ? "" : token;
    }
}
