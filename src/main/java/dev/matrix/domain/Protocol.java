package dev.matrix.domain;

import java.util.Locale;

/** How a reply becomes a score. */
public enum Protocol {
    /** One token is generated and the letters' log-probabilities decide. */
    LOGPROB,
    /** The reply's text is read. */
    GENERATE,
    /** Reasoning is generated first; then a fixed closing question is read by the protocol that the model has without it. */
    REASON_THEN_READ,
    /**
     * One call in which every user turn carries the wrapper and whose text is read for the last explicit answer; what {@code cot} is on lm-eval's own
     * tasks. Never compared with {@link #REASON_THEN_READ}.
     */
    GENERATE_COT;

    /** The name in files and output: {@code logprob}, {@code generate}, {@code reason-then-read}, {@code generate-cot}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
