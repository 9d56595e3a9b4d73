package dev.matrix.simulator;

import org.jspecify.annotations.Nullable;

/** The use of a loaded model by one request. Not thread-safe; releasing it twice is harmless. */
final class Lease implements AutoCloseable {

    private final Scheduler scheduler;
    private final Runner runner;
    private Runner.@Nullable Slot slot;
    private boolean closed;

    Lease(Scheduler scheduler, Runner runner) {
        this.scheduler = scheduler;
        this.runner = runner;
    }

    /** Waits for a slot and puts the prompt into its cache; the share of the prompt that was there already. */
    double enter(String prompt) throws InterruptedException {
        Runner.Slot taken = scheduler.slot(runner, prompt);
        slot = taken;
        return taken.replace(prompt);
    }

    int contextTokens() {
        return runner.options().contextTokens();
    }

    /** Gives the slot and the model back before the end of the block. */
    void release() {
        if (!closed) {
            closed = true;
            scheduler.release(runner, slot);
        }
    }

    @Override
    public void close() {
        release();
    }
}
