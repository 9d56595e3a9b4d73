package dev.matrix.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets the outside (a signal) stop what is going on and wait until it has saved its state and said so. Thread-safe; one activity in the life of a process.
 */
public final class Cancellation {

    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Runnable stop;
    private boolean requested;

    /** Says what stops the activity that begins; it is stopped at once when that was asked for already. */
    public void onStop(Runnable stopper) {
        boolean late;
        synchronized (this) {
            stop = stopper;
            late = requested;
        }
        if (late) {
            stopper.run();
        }
    }

    /** Everything is saved and printed: the process may end. */
    public void ended() {
        ended.countDown();
    }

    /** Waits until a stop is asked for. */
    public synchronized void awaitRequest() throws InterruptedException {
        while (!requested) {
            wait();
        }
    }

    /**
     * Stops the activity and waits until it has ended or the patience is used up: then the journal is still whole up to its last line. Returns at once when
     * nothing is going on that would need saving.
     */
    public void requestAndAwait(Duration patience) {
        Runnable stopper;
        synchronized (this) {
            requested = true;
            notifyAll();
            stopper = stop;
        }
        if (stopper == null) {
            return;
        }
        stopper.run();
        try {
            boolean unused = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
