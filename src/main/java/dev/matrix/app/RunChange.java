package dev.matrix.app;

/**
 * Something that is not the same in two runs.
 *
 * @param what it is, e.g. {@code digest of qwen2.5:0.5b}
 * @param first in the first run
 * @param second in the second run
 */
public record RunChange(String what, String first, String second) {}
