package dev.matrix.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the simulator has measured so far. Immutable. Points of time are nanoseconds on the clock of {@link System#nanoTime()}.
 *
 * @param requests all requests
 * @param chatRequests requests for a reply; those that load or unload are not among them
 * @param loads how often each model was loaded, reloads included
 * @param reloads loads of a model that was loaded already, with other options
 * @param faults requests that a fault struck
 * @param abandoned requests whose client left before the reply was complete
 * @param maxInFlight most requests for a reply at one time
 * @param serviceTime time that replies spent in their slots, summed
 * @param models requests for a reply by the name that was asked for
 * @param calls the requests for a reply that ended, in the order of their ends; only the first {@value #MOST_CALLS}
 * @param overtakings requests for a loaded model that passed one that waited for another model to be loaded: what makes it wait for ever
 */
public record SimulatorStatistics(
        long requests,
        long chatRequests,
        Map<String, Integer> loads,
        int reloads,
        int faults,
        int abandoned,
        int maxInFlight,
        Duration serviceTime,
        Map<String, ModelActivity> models,
        List<ChatCall> calls,
        int overtakings) {

    /** How many calls are kept one by one. */
    public static final int MOST_CALLS = 100_000;

    public SimulatorStatistics {
        loads = Map.copyOf(loads);
        models = Map.copyOf(models);
        calls = List.copyOf(calls);
    }

    /** Loads of all models together. */
    public int totalLoads() {
        return loads.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** First to last request of each model, summed over models. */
    public Duration wall() {
        return Duration.ofNanos(models.values().stream()
                .mapToLong(model -> model.lastNanos() - model.firstNanos())
                .sum());
    }

    /** The time-weighted mean of requests in flight between two points of time, over the calls that are kept. */
    public double meanInFlight(long fromNanos, long toNanos) {
        long inside = 0;
        for (ChatCall call : calls) {
            inside += Math.max(0, Math.min(toNanos, call.endNanos()) - Math.max(fromNanos, call.startNanos()));
        }
        return toNanos > fromNanos ? inside / (double) (toNanos - fromNanos) : 0;
    }

    /**
     * The requests for replies of one model.
     *
     * @param chatRequests that ended
     * @param continued those of them whose conversation held a reply already, as in a second call or with solved examples
     * @param firstNanos when the first one came
     * @param lastNanos when the last one ended
     * @param serviceTime spent in slots, summed
     * @param meanInFlight time-weighted, from the first to the last
     * @param prompts of the requests that had a slot, without those that continue a conversation
     * @param continuedPrompts of requests whose prompt begins with an earlier one and the reply to it
     */
    public record ModelActivity(
            long chatRequests,
            long continued,
            long firstNanos,
            long lastNanos,
            Duration serviceTime,
            double meanInFlight,
            PromptUse prompts,
            PromptUse continuedPrompts) {}

    /**
     * Tokens of prompts and how many of them needed no evaluation.
     *
     * @param tokens of the prompts
     * @param reused of these, those that the cache of their slot had
     * @param reusable of these, those that a cache without limits would have had, which is the most that any order of the same prompts can reuse; -1 when
     *     too many different ones came to tell
     */
    public record PromptUse(long tokens, long reused, long reusable) {

        static final PromptUse NONE = new PromptUse(0, 0, 0);

        PromptUse plus(PromptUse other) {
            boolean known = reusable >= 0 && other.reusable >= 0;
            return new PromptUse(tokens + other.tokens, reused + other.reused, known ? reusable + other.reusable : -1);
        }
    }

    /**
     * One request for a reply.
     *
     * @param model the name that was asked for
     * @param continued true when the conversation held a reply already
     * @param startNanos when its last byte had come
     * @param endNanos when its reply's last byte was sent, or the client was seen to be gone
     * @param serviceNanos spent in a slot; 0 when it never had one
     */
    public record ChatCall(String model, boolean continued, long startNanos, long endNanos, long serviceNanos) {}
}
