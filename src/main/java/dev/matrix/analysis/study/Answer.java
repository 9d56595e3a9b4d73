package dev.matrix.analysis.study;

/**
 * One of the plan's research questions with what the runs say to it.
 *
 * @param question as the plan asks it
 * @param standing supported is yes, refuted is no
 * @param sentence the answer with its evidence
 */
public record Answer(String question, Standing standing, String sentence) {}
