package dev.matrix.execution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many requests one model is asked with at a time, from its first trial to its last: arms that were asked in batches of different sizes could not be
 * compared.
 *
 * @param model its name
 * @param inFlight requests in flight
 * @param reason a clause
 * @param levels what was measured, in that order; empty when nothing was
 */
public record ConcurrencyChoice(String model, int inFlight, String reason, List<Level> levels) {

    public ConcurrencyChoice {
        levels = List.copyOf(levels);
    }

    /**
     * One number of requests in flight that was tried.
     *
     * @param inFlight requests in flight
     * @param requests that were sent at this level
     * @param failed of these, those without a reply
     * @param tokensPerSecond of all requests together, while all were in flight: generated tokens, and for each prompt those that could have
     *     been generated while it was evaluated
     * @param noise standard error of that
     * @param served how many of the requests in flight the server worked on, on average; the others waited. Null where the server tells no times
     */
    public record Level(
            int inFlight,
            int requests,
            int failed,
            double tokensPerSecond,
            double noise,
            @Nullable Double served) {}
}
