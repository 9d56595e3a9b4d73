package dev.matrix.domain;

import java.util.Locale;

/** What stands in the place of a system prompt when a personality brings none ({@code --baseline-system}). */
public enum BaselineSystem {
    /** An explicit empty system message, so that a Modelfile's own SYSTEM is not added. */
    EMPTY,
    /** The model's own SYSTEM text, sent explicitly as the system message; empty text if it has none. */
    VENDOR,
    /** No system message: the server and the template do as they like. */
    NONE;

    /** The name in files and options: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
