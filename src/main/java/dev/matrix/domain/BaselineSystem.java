package dev.matrix.domain;

/** What stands in the system slot of baseline. */
public enum BaselineSystem {
    /** An explicit empty system message, so that a Modelfile's own SYSTEM is not added. */
    EMPTY,
    /** The Modelfile's own SYSTEM, sent explicitly; empty where there is none. */
    VENDOR,
    /** No system message at all: the server adds what it wants. */
    NONE
}
