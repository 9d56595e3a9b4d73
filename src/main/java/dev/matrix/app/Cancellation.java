package dev.matrix.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets the outside (a signal) stop whatever is going on and wait until it has saved its state. Thread-safe; one activity at a time.
 */
public final class Cancellation {

    private @Nullable Runnable stop;
    private @Nullable CountDownLatch ended;
    private boolean requested;

    /** Registers what stops the activity that begins now; when a stop was already asked for it is stopped at once. */
    public Activity begin(Runnable stopper) {
        CountDownLatch latch = new CountDownLatch(1);
        boolean late;
        synchronized (this) {
            stop = stopper;
            ended = latch;
            late = requested;
        }
        if (late) {
            stopper.run();
        }
        return () -> {
            synchronized (this) {
                stop = null;
            }
            latch.countDown();
        };
    }

    /** True once a stop was asked for. */
    public synchronized boolean requested() {
        return requested;
    }

    /** Stops the activity and waits until it ended or the patience is used up. */
    public void requestAndAwait(Duration patience) {
        Runnable stopper;
        CountDownLatch latch;
        synchronized (this) {
            requested = true;
            stopper = stop;
            latch = ended;
        }
        if (stopper == null || latch == null) {
            return;
        }
        stopper.run();
        try {
            if (!latch.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                // Nothing is lost: the journal is whole up to the last line, and the next open cuts a torn one.
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something that can be stopped; closing it says that its state is saved. */
    @FunctionalInterface
    public interface Activity extends AutoCloseable {
        @Override
        void close();
    }
}
