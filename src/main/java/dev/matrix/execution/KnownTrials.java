package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Protocol;
import dev.matrix.plan.PlannedCombination;
import java.util.BitSet;

/** What earlier invocations of the run left: a trial is known when its journal line has the same key and did not fail. Thread-safe. */
@FunctionalInterface
public interface KnownTrials {

    /** The numbers of the trials that need not be asked again, item by item, repeats together. The set is the caller's own. */
    BitSet done(PlannedCombination planned, Protocol readBy, BaselineSystem baseline);

    /** Of these, the ones that the run took from the cache and did not ask itself. The set is the caller's own. */
    default BitSet fromCache(PlannedCombination planned, Protocol readBy, BaselineSystem baseline) {
        return new BitSet();
    }

    /** Nothing is known: a new run. */
    static KnownTrials none() {
        return (planned, readBy, baseline) -> new BitSet();
    }
}
