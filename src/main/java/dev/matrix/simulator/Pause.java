package dev.matrix.simulator;

import java.util.concurrent.locks.LockSupport;

/** Waits until a point of time, as precisely as the machine can. Thread-safe. */
record Pause(Ticker ticker) {

    /**
     * Returns at or shortly after a point of time on the ticker.
     *
     * @throws InterruptedException when the server stops
     */
    void until(long nanos) throws InterruptedException {
        for (long left = nanos - ticker.nanos(); left > 0; left = nanos - ticker.nanos()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(this, left);
        }
    }
}
