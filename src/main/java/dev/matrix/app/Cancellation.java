package dev.matrix.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets the outside (a signal) stop the run that is going on and wait until its state is saved and the user has been told. Thread-safe; one run at a time.
 */
public final class Cancellation {

    private @Nullable Runnable stop;
    private @Nullable CountDownLatch ended;
    private boolean requested;

    /** A run begins: a signal waits until {@link #ended} is said. */
    public synchronized void begin() {
        ended = new CountDownLatch(1);
    }

    /** Says what stops the run; it is stopped at once when that was asked for already. */
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

    /** The run has ended, its state is saved, and whatever there was to say has been printed. */
    public synchronized void ended() {
        stop = null;
        if (ended != null) {
            ended.countDown();
        }
    }

    /** Waits until a stop is asked for. */
    public synchronized void awaitRequest() throws InterruptedException {
        while (!requested) {
            wait();
        }
    }

    /** True once a stop was asked for. */
    public synchronized boolean requested() {
        return requested;
    }

    /** Stops the run and waits until it has ended or the patience is used up: then the journal is still whole up to its last line. */
    public void requestAndAwait(Duration patience) {
        Runnable stopper;
        CountDownLatch latch;
        synchronized (this) {
            requested = true;
            notifyAll();
            stopper = stop;
            latch = ended;
        }
        if (stopper != null) {
            stopper.run();
        }
        if (latch != null) {
            await(latch, patience);
        }
    }

    private static void await(CountDownLatch latch, Duration patience) {
        try {
            boolean unused = latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
