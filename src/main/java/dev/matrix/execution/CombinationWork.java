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
    /** Those of the settled ones that the run did not ask itself. */
    private final BitSet fromCache = new BitSet();

    private int ended;
    private int failed;
    private boolean started;
    private @Nullable Protocol readBy;
    private @Nullable BaselineSystem baseline;
    private @Nullable String error;
    private int asked;
    /** Trials before this number may be asked. */
    private int limit;
    /** Items that an earlier invocation asked before it was stopped. */
    private final int reachedBefore;

    private @Nullable Integer stoppedAt;
    private @Nullable String stoppedBy;

    CombinationWork(PlannedCombination planned) {
        this(planned, 0);
    }

    /** @param reachedBefore items that an earlier invocation asked before it was stopped */
    CombinationWork(PlannedCombination planned, int reachedBefore) {
        this.planned = planned;
        this.reachedBefore = reachedBefore;
        this.limit = planned.trials();
    }

    PlannedCombination planned() {
        return planned;
    }

    Combination combination() {
        return planned.combination();
    }

    /** Fixes the protocol and which trials are done already, all asked by this run. */
    void resolve(Protocol protocol, BaselineSystem system, BitSet done) {
        resolve(protocol, system, done, new BitSet());
    }

    /**
     * Fixes the protocol and which trials are done already.
     *
     * @param cached those of them that the run took from the cache
     */
    synchronized void resolve(Protocol protocol, BaselineSystem system, BitSet done, BitSet cached) {
        readBy = protocol;
        baseline = system;
        settled.clear();
        settled.or(done);
        fromCache.clear();
        fromCache.or(cached);
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
        if (protocol == null || error != null || index >= limit) {
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
        fromCache.clear(index);
    }

    /** Takes a trial that another run was answered; it has ended. The event comes with the last one of a combination that has begun. */
    synchronized Optional<ExecutionEvent.CombinationFinished> take(int index) {
        if (settled.get(index)) {
            return Optional.empty();
        }
        settled.set(index);
        fromCache.set(index);
        ended++;
        return started ? finishedNow() : Optional.empty();
    }

    /** Lets all that was taken from the cache be asked, and returns how many trials that are. */
    synchronized int returnTaken() {
        int taken = fromCache.cardinality();
        settled.andNot(fromCache);
        fromCache.clear();
        ended -= taken;
        return taken;
    }

    /** Trials that are settled. The set is the caller's own. */
    synchronized BitSet settled() {
        return (BitSet) settled.clone();
    }

    /** Trials that the run took from the cache. The set is the caller's own. */
    synchronized BitSet fromCache() {
        return (BitSet) fromCache.clone();
    }

    /** The item whose trial comes next. */
    synchronized int nextItem() {
        return settled.nextClearBit(0) / planned.repeats();
    }

    /** Trials that may be asked and that nobody has taken yet. */
    synchronized int left() {
        return leftTo(limit);
    }

    /** Trials of the items before this one that nobody has taken yet. */
    synchronized int leftBefore(int items) {
        return leftTo(trials(items));
    }

    /** Trials of this item and those after it that nobody has taken yet. */
    synchronized int leftAfter(int items) {
        return leftTo(planned.trials()) - leftTo(trials(items));
    }

    /** Trials that nobody has taken yet, as far as is known now. */
    synchronized int remaining() {
        return leftTo(stoppedBy == null ? planned.trials() : limit);
    }

    private int leftTo(int end) {
        return error != null || readBy == null ? 0 : end - settled.get(0, end).cardinality();
    }

    private int trials(int items) {
        return (int) Math.min(planned.trials(), (long) items * planned.repeats());
    }

    /** Lets the trials of the items before this one be asked. */
    synchronized void open(int items) {
        limit = trials(items);
    }

    /** Lets nothing after these items be asked any more. */
    synchronized void stop(int items, String why) {
        limit = trials(items);
        stoppedAt = items;
        stoppedBy = why;
    }

    /** After how many items it was stopped; empty when it was not. */
    synchronized Optional<Integer> stoppedAt() {
        return Optional.ofNullable(stoppedAt);
    }

    /** What stopped it; empty when nothing did. */
    synchronized Optional<String> stoppedBy() {
        return Optional.ofNullable(stoppedBy);
    }

    /** True while it has trials that nobody has taken and nothing keeps them from being asked. */
    synchronized boolean goesOn() {
        return stoppedBy == null && leftTo(planned.trials()) > 0;
    }

    /** Items that were asked in whole blocks, from the first on. */
    synchronized int reached(int block) {
        int items = planned.items().size();
        int inRow = Math.min(items, settled.nextClearBit(0) / planned.repeats());
        return Math.max(reachedBefore, inRow == items ? items : inRow / block * block);
    }

    /** Trials that ended in this invocation. */
    synchronized int asked() {
        return asked;
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
        asked++;
        failed += trialFailed ? 1 : 0;
        return finishedNow();
    }

    private Optional<ExecutionEvent.CombinationFinished> finishedNow() {
        return complete()
                ? Optional.of(new ExecutionEvent.CombinationFinished(combination(), planned.trials(), failed, false))
                : Optional.empty();
    }

    /** Trials that ended in this invocation without a reply. */
    synchronized int failed() {
        return failed;
    }

    /** True when all trials have ended. */
    synchronized boolean complete() {
        return readBy != null && error == null && ended >= planned.trials();
    }

    /** True when nothing more is to be asked: all trials have ended, or those before it was stopped are taken. */
    synchronized boolean finished() {
        return complete() || (stoppedBy != null && left() == 0);
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
