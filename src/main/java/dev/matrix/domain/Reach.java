package dev.matrix.domain;

import java.util.Locale;

/** Whether a personality's system prompt gets to the model. */
public enum Reach {
    /** It stands in the prompt as a system turn. */
    REACHED,
    /** The template has no system role and puts it into the user turn. */
    FOLDED,
    /** It does not get there. */
    DROPPED,
    /** The template adds a system text of its own to a baseline. */
    DEFAULT_INJECTED,
    /** The server gives no evidence. */
    UNKNOWN;

    /** The name in files: {@code default-injected}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
