package dev.matrix.execution;

import dev.matrix.domain.Trial;

/** Takes each finished trial, failed ones included, exactly once, in two steps, before it counts as done. Called from several threads; must be thread-safe. */
@FunctionalInterface
public interface TrialSink {

    /**
     * Keeps a trial: when this returns, it outlives the process. The worker that asked it waits and has nothing in flight meanwhile, so that a kill never
     * costs more than one trial a worker.
     */
    void keep(Trial trial);

    /** Looks at a trial that was kept; its worker does not wait for that. */
    default void kept(Trial trial) {}
}
