package dev.matrix.analysis;

/**
 * A cell of the primary family from which nothing can be said.
 *
 * @param reason why, as a clause
 * @param counted true when it counts in the size of the family all the same, because only the run itself made it unusable
 */
public record NotCompared(CellKey key, String reason, boolean counted) {}
