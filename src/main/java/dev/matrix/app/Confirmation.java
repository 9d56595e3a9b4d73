package dev.matrix.app;

/** Asks a person, or answers for one. */
@FunctionalInterface
public interface Confirmation {

    /** True when the run may start. */
    boolean mayStart(String question);
}
