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

    /** Takes the idle slot whose prompt shares the longest prefix, if that is over a tenth of the new one; else the one idle for longest. */
    Slot take(String prompt) {
        busy++;
        Slot best = idle.get(0);
        int longest = (int) (prompt.length() * SHORTEST_SHARE);
        for (Slot slot : idle) {
            int shared = slot.shared(prompt);
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

    /** One sequence of a runner with the prompt that its cache holds. */
    static final class Slot {

        private String cached = "";

        int shared(String prompt) {
            int end = Math.min(cached.length(), prompt.length());
            int shared = 0;
            while (shared < end && cached.charAt(shared) == prompt.charAt(shared)) {
                shared++;
            }
            return shared;
        }

        /** Puts a prompt into the cache and says which share of it was there already. */
        double replace(String prompt) {
            int shared = shared(prompt);
            cached = prompt;
            return prompt.isEmpty() || shared <= prompt.length() * SHORTEST_SHARE
                    ? 0
                    : shared / (double) prompt.length();
        }
    }
}
