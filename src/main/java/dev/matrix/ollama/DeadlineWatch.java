package dev.matrix.ollama;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends exchanges from outside: a thread that blocks in a read from a socket notices neither a deadline nor an interrupt. One thread looks at all open
 * exchanges, often enough that an interrupt ends one without a delay that a person would see, and sleeps while none is open. Thread-safe.
 */
final class DeadlineWatch implements AutoCloseable {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final LongSupplier ticker;
    private final Set<OpenExchange> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    DeadlineWatch(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** Watches it until it is {@link #remove removed}; after {@link #close} it is ended at once. */
    void add(OpenExchange exchange) {
        open.add(exchange);
        if (closed) {
            exchange.cancel();
        } else {
            wake();
        }
    }

    void remove(OpenExchange exchange) {
        open.remove(exchange);
    }

    /** Ends all open exchanges. */
    void cancelAll() {
        open.forEach(OpenExchange::cancel);
    }

    @Override
    public void close() {
        closed = true;
        cancelAll();
        wake();
    }

    private void wake() {
        if (thread == null) {
            start();
        } else if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            Thread watch = new Thread(this::watch, "ollama-deadlines");
            watch.setDaemon(true);
            thread = watch;
            watch.start();
        }
    }

    private void watch() {
        while (!closed) {
            long pause = LOOK_NANOS;
            long now = ticker.getAsLong();
            for (OpenExchange exchange : open) {
                pause = Math.min(pause, exchange.look(now));
            }
            if (open.isEmpty()) {
                sleep();
            } else {
                LockSupport.parkNanos(this, Math.max(pause, 1));
            }
        }
    }

    /** Until an exchange is added. */
    private void sleep() {
        asleep = true;
        // Whoever added one before that was visible did not wake this thread.
        while (open.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }
}
