package dev.matrix.analysis.published;

/** What can be computed from the tables of one study. */
interface Measures {

    /**
     * Computes one thing.
     *
     * @param name what
     * @param of of what, e.g. a model; empty for everything
     * @throws IllegalArgumentException when it has no such measure
     */
    Measured measure(String name, String of);
}
