package dev.matrix.execution;

import java.time.Duration;

/** Waits between attempts; a seam so that tests need not wait. Thread-safe. */
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration duration) throws InterruptedException;

    /** Really waits. */
    static Sleeper system() {
        return duration -> Thread.sleep(duration.toMillis());
    }
}
