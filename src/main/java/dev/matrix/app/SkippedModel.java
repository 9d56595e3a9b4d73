package dev.matrix.app;

/**
 * A model of a study that cannot be asked: it has no score, which is not a score of 0.
 *
 * @param reason why, as a clause
 * @param fix what to do about it; empty when nothing can be done
 */
public record SkippedModel(String model, String reason, String fix) {}
