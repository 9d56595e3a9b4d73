package dev.matrix.execution;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Stops a run from another thread. Threads are interrupted only while they wait for a server or between attempts, never while they hand a trial over: an
 * interrupt there could break the journal's file channel. Thread-safe.
 */
final class Cancellation {

    private final Runnable abortInFlight;
    private final Set<Thread> waiting = new HashSet<>();
    private final CompletableFuture<Void> signal = new CompletableFuture<>();
    private boolean cancelled;
    private boolean abandoned;

    Cancellation(Runnable abortInFlight) {
        this.abortInFlight = abortInFlight;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Stops everything; only the first call has an effect. */
    void cancel() {
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            waiting.forEach(Thread::interrupt);
        }
        signal.complete(null);
        // A call that starts between the two is ended by its thread's interrupt.
        abortInFlight.run();
    }

    /** Completes when the run is cancelled. */
    CompletableFuture<Void> signal() {
        return signal;
    }

    /** Threads that still hang are given up: from now on they must not touch what the run was connected to. */
    synchronized void abandon() {
        abandoned = true;
    }

    synchronized boolean isAbandoned() {
        return abandoned;
    }

    /** Runs what may be interrupted by a cancellation; empty, without running it, when that has happened already. */
    <T> Optional<T> interruptibly(Supplier<T> action) {
        synchronized (this) {
            if (cancelled) {
                return Optional.empty();
            }
            waiting.add(Thread.currentThread());
        }
        try {
            return Optional.of(action.get());
        } finally {
            leave();
        }
    }

    private synchronized void leave() {
        waiting.remove(Thread.currentThread());
        if (cancelled) {
            // The interrupt was ours; it must not reach whatever the thread does next.
            Thread.interrupted();
        }
    }
}
