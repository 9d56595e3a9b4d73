package dev.matrix.dataset.hub;

/**
 * A fact about a data set that somebody else may change.
 *
 * @param value the fact
 * @param source who says so
 * @param state whether this project has seen it with its own eyes
 */
public record Pinned<T>(T value, String source, State state) {

    /** How sure a fact is. */
    public enum State {
        /** Checked against the thing itself. */
        PROVEN,
        /** Found in public text or code. */
        UNPROVEN
    }
}
