package dev.matrix.domain;

import java.util.Locale;

/** How a trial ended; one table for the whole program. */
public enum Outcome {
    /** An answer was read. */
    ANSWERED(true),
    /** Text is there, but no answer can be read from it. */
    NO_ANSWER(true),
    /** The model declined. */
    REFUSED(true),
    /** The token limit was reached. */
    TRUNCATED(true),
    /** The reply looped and was ended. */
    REPETITION(true),
    /** Only thinking came, no visible text. */
    THINKING_ONLY(true),
    /** HTTP, timeout or crash: missing. */
    FAILED(false),
    /** The prompt did not fit and the server said so: missing. */
    OVERFLOW(false),
    /** The prompt was cut silently: missing. */
    PROMPT_CUT(false);

    private final boolean scored;

    Outcome(boolean scored) {
        this.scored = scored;
    }

    /** True when the trial stands in the denominator; false when it is missing and never counted as wrong. */
    public boolean scored() {
        return scored;
    }

    /** The name in files: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
