package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.plan.PlannedCombination;
import java.util.BitSet;
import java.util.Optional;

/** What earlier invocations of the run left: a trial is known when its journal line has the same key and did not fail. Thread-safe. */
@FunctionalInterface
public interface KnownTrials {

    /** The numbers of the trials that need not be asked again, item by item, repeats together. The set is the caller's own. */
    BitSet done(PlannedCombination planned, Protocol readBy, BaselineSystem baseline);

    /**
     * What a model replied to a probe that was cut short, so that going on with it asks only the rest.
     *
     * @param trial its number among the trials of the combination, which need not be part of the plan
     * @return empty when exactly this was not asked, or failed, or the protocol was chosen already
     */
    default Optional<Trial> probed(PlannedCombination planned, int trial, Protocol readBy, BaselineSystem baseline) {
        return Optional.empty();
    }

    /** Nothing is known: a new run. */
    static KnownTrials none() {
        return (planned, readBy, baseline) -> new BitSet();
    }
}
