package dev.matrix.ollama;

import dev.matrix.domain.FailureKind;
import java.time.Duration;

/**
 * How long an exchange may take.
 *
 * @param firstByte until the first line
 * @param idle between two lines
 * @param total from the first line to the end
 */
record Deadlines(Duration firstByte, Duration idle, Duration total) {

    /** One limit for the whole of an exchange that brings a single document. */
    static Deadlines single(Duration limit) {
        return new Deadlines(limit, limit, limit);
    }

    /** Nanoseconds that are left before the next limit; not positive when one has passed. */
    long remaining(Progress progress, long now) {
        if (!progress.started()) {
            return firstByte.toNanos() - (now - progress.waitingSince());
        }
        return Math.min(idle.toNanos() - (now - progress.lastLine()), totalRemaining(progress, now));
    }

    /** Nanoseconds until the deadlines are worth another look: the first line may bring nearer ones than the one for which it is awaited. */
    long untilNextLook(Progress progress, long now) {
        long remaining = remaining(progress, now);
        long slice = Math.min(idle.toNanos(), total.toNanos()) / 4;
        return progress.started() ? remaining : Math.min(remaining, slice);
    }

    /** Which limit has passed. */
    FailureKind passed(Progress progress, long now) {
        if (!progress.started()) {
            return FailureKind.FIRST_BYTE_TIMEOUT;
        }
        return totalRemaining(progress, now) <= 0 ? FailureKind.TOTAL_TIMEOUT : FailureKind.IDLE_TIMEOUT;
    }

    private long totalRemaining(Progress progress, long now) {
        return total.toNanos() - (now - progress.firstLine());
    }
}
