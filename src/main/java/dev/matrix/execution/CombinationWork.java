package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Protocol;
import dev.matrix.plan.PlannedCombination;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The book of one combination: which of its trials are settled (known from earlier, or taken by a worker) and how many have ended. Trials are numbered item
 * by item, repeats together, because equal prompts in a row cost the server least. Thread-safe.
 */
final class CombinationWork {

    private final PlannedCombination planned;
    private final BitSet settled = new BitSet();
    private int ended;
    private int failed;
    private boolean started;
    private @Nullable Protocol readBy;
    private @Nullable BaselineSystem baseline;
    private @Nullable String error;

    CombinationWork(PlannedCombination planned) {
        this.planned = planned;
    }

    PlannedCombination planned() {
        return planned;
    }

    Combination combination() {
        return planned.combination();
    }

    /** Fixes the protocol and which trials are done already. */
    synchronized void resolve(Protocol protocol, BaselineSystem system, BitSet done) {
        readBy = protocol;
        baseline = system;
        settled.clear();
        settled.or(done);
        ended = done.cardinality();
    }

    /** True when it was fixed like this before. */
    synchronized boolean resolvedFor(Protocol protocol, BaselineSystem system) {
        return readBy == protocol && baseline == system;
    }

    /** Empty while a probe has to decide the protocol. */
    synchronized Optional<Protocol> readBy() {
        return Optional.ofNullable(readBy);
    }

    /** Trials that are done, from earlier or by now. */
    synchronized int ended() {
        return ended;
    }

    /** Takes the next trial; empty when none is left, the protocol is open or the combination was given up. */
    synchronized Optional<TrialTask> next() {
        Protocol protocol = readBy;
        int index = settled.nextClearBit(0);
        if (protocol == null || error != null || index >= planned.trials()) {
            return Optional.empty();
        }
        settled.set(index);
        return Optional.of(new TrialTask(this, index, protocol));
    }

    /** Takes over a trial that was asked before the protocol was fixed; its end is still to be counted. */
    synchronized void adopt(int index) {
        if (settled.get(index)) {
            // It was known from earlier and has just been asked anew.
            ended--;
        }
        settled.set(index);
    }

    /** Trials that nobody has taken yet. */
    synchronized int left() {
        return error != null || readBy == null ? 0 : planned.trials() - settled.cardinality();
    }

    /** True for the first trial that begins. */
    synchronized boolean begin() {
        boolean first = !started;
        started = true;
        return first;
    }

    /** Counts an ended trial; the event that all have ended comes with the last one. */
    synchronized Optional<ExecutionEvent.CombinationFinished> end(boolean trialFailed) {
        ended++;
        failed += trialFailed ? 1 : 0;
        return complete()
                ? Optional.of(new ExecutionEvent.CombinationFinished(combination(), planned.trials(), failed, false))
                : Optional.empty();
    }

    /** True when all trials have ended. */
    synchronized boolean complete() {
        return readBy != null && error == null && ended >= planned.trials();
    }

    /** Nothing more is asked; the first reason stays. */
    synchronized void giveUp(String reason) {
        if (error == null) {
            error = reason;
        }
    }

    /** Why the combination was given up; empty when it was not. */
    synchronized Optional<String> givenUp() {
        return Optional.ofNullable(error);
    }
}
