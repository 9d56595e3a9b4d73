package dev.matrix.analysis.study;

/**
 * A benchmark of a study.
 *
 * @param shownAs its name as people see it, e.g. {@code mmlu (sample)}
 * @param sample true when its items are those bundled with the program
 */
public record StudiedBenchmark(String name, String shownAs, boolean sample) {}
