package dev.matrix.simulator;

import dev.matrix.simulator.SimulatorStatistics.ChatCall;
import dev.matrix.simulator.SimulatorStatistics.PromptUse;

/** The time from a request's arrival to its end, told to the statistics once. Not thread-safe; ending it twice is harmless. */
final class ChatSpan implements AutoCloseable {

    private final String model;
    private final boolean continued;
    private final long arrival;
    private final Ticker ticker;
    private final StatisticsRecorder recorder;
    private long entered;
    private long service;
    private PromptUse prompt = PromptUse.NONE;
    private boolean continues;
    private boolean closed;

    ChatSpan(String model, boolean continued, long arrival, Ticker ticker, StatisticsRecorder recorder) {
        this.model = model;
        this.continued = continued;
        this.arrival = arrival;
        this.ticker = ticker;
        this.recorder = recorder;
        this.entered = arrival;
        recorder.chatStarted(model, arrival);
    }

    long arrival() {
        return arrival;
    }

    /** A slot was taken now, by a prompt of so many tokens. */
    long enter(int tokens, Lease.Entry entry) {
        entered = ticker.nanos();
        prompt = new PromptUse(tokens, entry.reused(), entry.known().shared());
        continues = entry.known().continues();
        return entered;
    }

    /** The slot is given back now. */
    void leave() {
        service = ticker.nanos() - entered;
    }

    /** Ends before the end of the block. */
    void end() {
        if (!closed) {
            closed = true;
            recorder.chatEnded(new ChatCall(model, continued, arrival, ticker.nanos(), service), prompt, continues);
        }
    }

    @Override
    public void close() {
        end();
    }
}
