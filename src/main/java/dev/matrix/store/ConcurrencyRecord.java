package dev.matrix.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a model is asked with at a time where that was measured, with the evidence.
 *
 * @param model its name
 * @param inFlight requests in flight, held to its last trial
 * @param reason a clause for people
 * @param levels what was measured, in that order; empty when nothing was
 */
public record ConcurrencyRecord(String model, int inFlight, String reason, List<Level> levels, Instant at) {

    public ConcurrencyRecord {
        levels = List.copyOf(levels);
    }

    /** Requests of the measurement, which are no trials. */
    public long requests() {
        return levels.stream().mapToLong(Level::requests).sum();
    }

    /**
     * One number of requests in flight that was tried.
     *
     * @param inFlight requests in flight
     * @param requests that were sent
     * @param failed of these, those without a reply
     * @param tokensPerSecond of all requests together, while all were in flight: generated tokens, and for each prompt those that could have
     *     been generated while it was evaluated
     * @param noise standard error of that
     * @param served requests that the server worked on at a time, on average; null where it tells no times
     */
    public record Level(
            int inFlight,
            int requests,
            int failed,
            double tokensPerSecond,
            double noise,
            @Nullable Double served) {}
}
