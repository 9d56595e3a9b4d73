package dev.matrix.execution;

import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How often a call is sent and how long is waited in between: exponential backoff with full jitter (a uniform share of the step), so that requests that
 * failed together do not come back together. A server's own Retry-After is honoured up to a limit.
 *
 * @param attempts how often a call is sent at most, the first time included
 * @param base the step after the first attempt; it doubles with each further one
 * @param cap the largest step
 * @param longestRetryAfter the longest wait that a server can ask for
 */
public record RetryPolicy(int attempts, Duration base, Duration cap, Duration longestRetryAfter) {

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("a call is sent at least once, got " + attempts + " attempts");
        }
    }

    /** Four attempts; steps of 1, 2 and 4 s: long enough for a crashed runner to come back; Retry-After up to 60 s. */
    public static RetryPolicy standard() {
        return new RetryPolicy(4, Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofSeconds(60));
    }

    /**
     * The wait after a failed attempt.
     *
     * @param attempt the attempt that failed, from 1
     * @param retryAfter what the server asked for; null when it did not
     */
    Duration pause(int attempt, @Nullable Duration retryAfter, Random random) {
        int doublings = Math.min(attempt - 1, 20);
        long step = Math.min(base.toNanos() << doublings, cap.toNanos());
        Duration jittered = Duration.ofNanos((long) (step * random.nextDouble()));
        if (retryAfter == null) {
            return jittered;
        }
        Duration asked = retryAfter.compareTo(longestRetryAfter) > 0 ? longestRetryAfter : retryAfter;
        return asked.compareTo(jittered) > 0 ? asked : jittered;
    }
}
