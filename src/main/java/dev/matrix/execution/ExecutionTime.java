package dev.matrix.execution;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Where a run takes its time from.
 *
 * @param clock wall clock, for the time stamps of trials
 * @param nanoTime monotonic clock in nanoseconds, for durations
 * @param sleeper waits between attempts
 */
public record ExecutionTime(Clock clock, LongSupplier nanoTime, Sleeper sleeper) {

    long nanos() {
        return nanoTime.getAsLong();
    }

    Duration since(long startNanos) {
        return Duration.ofNanos(nanos() - startNanos);
    }
}
