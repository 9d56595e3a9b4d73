package dev.matrix.config;

/** Which items a limit keeps ({@code --sample}). */
public enum Sample {
    /** A seeded order that keeps the groups of a benchmark in proportion. */
    STRATIFIED,
    /** The first ones in the order of the file. */
    FIRST
}
