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

    /** Waits for a slot and puts the prompt into its cache. */
    Entry enter(TokenSequence prompt) throws InterruptedException {
        Scheduler.Place place = scheduler.slot(runner, prompt);
        slot = place.slot();
        PrefixLedger.Known known = runner.ledger().known(prompt);
        runner.ledger().prompt(prompt);
        return new Entry(place.slot().replace(prompt), known, place.together());
    }

    /**
     * How a request found its slot.
     *
     * @param reused tokens of the prompt that the slot's cache had
     * @param known what a cache without limits would have had
     * @param together requests that are served at this moment, this one included
     */
    record Entry(int reused, PrefixLedger.Known known, int together) {}

    /** The reply is there: its tokens stand in the cache behind those of the prompt. */
    void generated(TokenSequence promptAndReply) {
        Runner.Slot taken = slot;
        if (!closed && taken != null) {
            taken.generated(promptAndReply);
            runner.ledger().reply(promptAndReply);
        }
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
