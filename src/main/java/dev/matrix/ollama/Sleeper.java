package dev.matrix.ollama;

import java.time.Duration;

/** Waits between two looks at the server; a seam, so that tests take no time. */
@FunctionalInterface
interface Sleeper {

    void sleep(Duration pause) throws InterruptedException;

    static Sleeper system() {
        return pause -> Thread.sleep(pause.toMillis());
    }
}
