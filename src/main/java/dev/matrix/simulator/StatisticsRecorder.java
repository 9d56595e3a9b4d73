package dev.matrix.simulator;

import dev.matrix.simulator.SimulatorStatistics.ChatCall;
import dev.matrix.simulator.SimulatorStatistics.ModelActivity;
import dev.matrix.simulator.SimulatorStatistics.PromptUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts while the simulator works. Thread-safe. */
final class StatisticsRecorder {

    private final Map<String, Integer> loads = new HashMap<>();
    private final Map<String, Activity> models = new HashMap<>();
    private final List<ChatCall> calls = new ArrayList<>();
    private long requests;
    private long chatRequests;
    private int reloads;
    private int abandoned;
    private int overtakings;
    private int inFlight;
    private int maxInFlight;
    private long serviceNanos;

    synchronized void request() {
        requests++;
    }

    synchronized void loaded(String model, boolean reload) {
        loads.merge(model, 1, Integer::sum);
        reloads += reload ? 1 : 0;
    }

    synchronized void chatStarted(String model, long now) {
        chatRequests++;
        inFlight++;
        maxInFlight = Math.max(maxInFlight, inFlight);
        models.computeIfAbsent(model, name -> new Activity(now));
    }

    synchronized void chatEnded(ChatCall call, PromptUse prompt, boolean continues) {
        inFlight--;
        serviceNanos += call.serviceNanos();
        models.computeIfAbsent(call.model(), name -> new Activity(call.startNanos()))
                .add(call, prompt, continues);
        if (calls.size() < SimulatorStatistics.MOST_CALLS) {
            calls.add(call);
        }
    }

    synchronized void clientLeft() {
        abandoned++;
    }

    /** A request for a loaded model passed one that waits for a model to be loaded. */
    synchronized void overtook() {
        overtakings++;
    }

    synchronized SimulatorStatistics snapshot(int faults) {
        Map<String, ModelActivity> activities = new HashMap<>();
        models.forEach((name, activity) -> activities.put(name, activity.snapshot()));
        return new SimulatorStatistics(
                requests,
                chatRequests,
                loads,
                reloads,
                faults,
                abandoned,
                maxInFlight,
                Duration.ofNanos(serviceNanos),
                activities,
                calls,
                overtakings);
    }

    /** Sums of one model. */
    private static final class Activity {

        private final long first;
        private long last;
        private long ended;
        private long continued;
        private long service;
        private long flight;
        private PromptUse prompts = PromptUse.NONE;
        private PromptUse continuedPrompts = PromptUse.NONE;

        Activity(long first) {
            this.first = first;
            this.last = first;
        }

        void add(ChatCall call, PromptUse prompt, boolean continues) {
            if (continues) {
                continuedPrompts = continuedPrompts.plus(prompt);
            } else {
                prompts = prompts.plus(prompt);
            }
            ended++;
            continued += call.continued() ? 1 : 0;
            service += call.serviceNanos();
            flight += call.endNanos() - call.startNanos();
            last = Math.max(last, call.endNanos());
        }

        ModelActivity snapshot() {
            double mean = last > first ? flight / (double) (last - first) : 0;
            return new ModelActivity(
                    ended, continued, first, last, Duration.ofNanos(service), mean, prompts, continuedPrompts);
        }
    }
}
