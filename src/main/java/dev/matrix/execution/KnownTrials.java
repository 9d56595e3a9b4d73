package dev.matrix.execution;

/** What earlier invocations of the run left: a trial is known when its journal line has the same key and did not fail. Thread-safe. */
@FunctionalInterface
public interface KnownTrials {

    /** True when the trial need not be asked again. */
    boolean isDone(String combination, String item, int repeat, String key);

    /** True when nothing is known at all: then no trial is looked up. */
    default boolean isEmpty() {
        return false;
    }

    /** Nothing is known: a new run. */
    static KnownTrials none() {
        return new KnownTrials() {
            @Override
            public boolean isDone(String combination, String item, int repeat, String key) {
                return false;
            }

            @Override
            public boolean isEmpty() {
                return true;
            }
        };
    }
}
