package dev.matrix.execution;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Item;
import dev.matrix.domain.Trial;

/** Takes each finished trial, failed ones included, exactly once and before it counts as done. Called from worker threads; must be thread-safe. */
@FunctionalInterface
public interface TrialSink {

    void accept(Combination combination, Item item, Trial trial);
}
