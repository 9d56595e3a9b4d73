package dev.matrix.dataset.hub;

import java.time.Duration;

/** Waits; a test's own does not. */
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration time) throws InterruptedException;

    /** The one that really waits. */
    static Sleeper system() {
        return time -> Thread.sleep(time.toMillis());
    }
}
