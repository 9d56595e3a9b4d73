package dev.matrix.simulator;

import java.util.ArrayList;
import java.util.List;

/** A loaded model with its slots. Guarded by the scheduler's lock. */
final class Runner {

    private static final double SHORTEST_SHARE = 0.1;

    private final SimulatedModel model;
    private final RunnerOptions options;
    private final int slots;
    private final List<Slot> idle = new ArrayList<>();
    private final PrefixLedger ledger = new PrefixLedger();
    private int references;
    private int busy;
    private KeepAlive keepAlive = KeepAlive.USUAL;
    private long idleSince;

    Runner(SimulatedModel model, RunnerOptions options, int slots, long now) {
        this.model = model;
        this.options = options;
        this.slots = slots;
        this.idleSince = now;
        for (int i = 0; i < slots; i++) {
            idle.add(new Slot());
        }
    }

    SimulatedModel model() {
        return model;
    }

    RunnerOptions options() {
        return options;
    }

    KeepAlive keepAlive() {
        return keepAlive;
    }

    boolean unused() {
        return references == 0;
    }

    void keepFor(KeepAlive other) {
        keepAlive = other;
    }

    void refer() {
        references++;
    }

    void forget(long now) {
        references--;
        idleSince = now;
    }

    boolean expired(long now) {
        return unused() && keepAlive.nanos() != Long.MAX_VALUE && now - idleSince >= keepAlive.nanos();
    }

    /** Nanoseconds until it is unloaded, were it idle from now on. */
    long remaining(long now) {
        return unused() && keepAlive.nanos() != Long.MAX_VALUE
                ? keepAlive.nanos() - (now - idleSince)
                : keepAlive.nanos();
    }

    boolean full() {
        return busy == slots;
    }

    /** Requests that are being served. */
    int busy() {
        return busy;
    }

    PrefixLedger ledger() {
        return ledger;
    }

    /** Takes the idle slot whose prompt shares the longest prefix, if that is over a tenth of the new one; else the one idle for longest. */
    Slot take(TokenSequence prompt) {
        busy++;
        Slot best = idle.get(0);
        int longest = (int) (prompt.size() * SHORTEST_SHARE);
        for (Slot slot : idle) {
            int shared = slot.cached.shared(prompt);
            if (shared > longest) {
                longest = shared;
                best = slot;
            }
        }
        idle.remove(best);
        return best;
    }

    void giveBack(Slot slot) {
        busy--;
        idle.add(slot);
    }

    /** One sequence of a runner with the tokens that its cache holds. */
    static final class Slot {

        private TokenSequence cached = TokenSequence.EMPTY;

        /** Puts a prompt into the cache; how many of its first tokens were there already, whatever made the server choose this slot. */
        int replace(TokenSequence prompt) {
            int shared = cached.shared(prompt);
            cached = prompt;
            return shared;
        }

        /** The reply stands in the cache behind its prompt. */
        void generated(TokenSequence promptAndReply) {
            cached = promptAndReply;
        }
    }
}
