package dev.matrix.domain;

/** What stands in the system turn of a condition that injects no system prompt. */
public enum BaselineSystem {
    /** An explicit empty system message, so that no SYSTEM text of a Modelfile is added. */
    EMPTY,
    /** The Modelfile's own SYSTEM text, sent explicitly. */
    VENDOR,
    /** No system message at all: for templates that refuse an empty one. The server may then add a Modelfile's SYSTEM text. */
    NONE;

    /** The name in files and options: lower case. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
