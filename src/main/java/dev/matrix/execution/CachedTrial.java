package dev.matrix.execution;

import dev.matrix.domain.Trial;
import org.jspecify.annotations.Nullable;

/**
 * A trial that another run was answered, as a trial of this run.
 *
 * @param trial marked with the run that asked it
 * @param reach how its system prompt reached the model; null when that is not known
 */
public record CachedTrial(Trial trial, @Nullable ReachFinding reach) {}
