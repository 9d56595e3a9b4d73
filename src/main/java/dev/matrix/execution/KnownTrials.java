package dev.matrix.execution;

/** What earlier invocations of the run left: a trial is known when its journal line has the same key and did not fail. Thread-safe. */
@FunctionalInterface
public interface KnownTrials {

    /** True when the trial need not be asked again. */
    boolean isDone(String combination, String item, int repeat, String key);

    /** Nothing is known: a new run. */
    static KnownTrials none() {
        return (combination, item, repeat, key) -> false;
    }
}
