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
