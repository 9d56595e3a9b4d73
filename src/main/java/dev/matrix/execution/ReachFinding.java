package dev.matrix.execution;

import dev.matrix.domain.Reach;

/**
 * Whether a personality reaches a model, with the evidence.
 *
 * @param model the model's name
 * @param personality the personality's name
 * @param reach the verdict
 * @param evidence one clause, e.g. {@code 31 -> 118 prompt tokens; rendered as a system turn}
 */
public record ReachFinding(String model, String personality, Reach reach, String evidence) {}
