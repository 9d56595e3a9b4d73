package dev.matrix.execution;

import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The bounded pool: at most N platform threads, each of which asks one question at a time, and one more that asks nothing. One caller thread drives it phase
 * by phase; the end of a phase is a barrier.
 */
final class WorkerPool implements AutoCloseable {

    private final ExecutorService threads;
    private final ExecutorService aside;
    private final int size;
    private int width;
    private final Cancellation cancellation;
    private final Duration patience;
    private final AtomicReference<@Nullable Throwable> firstError = new AtomicReference<>();

    /**
     * Starts with no threads; they come with the first phase.
     *
     * @param patience how long threads that hang after a cancellation are waited for
     */
    WorkerPool(int size, Cancellation cancellation, Duration patience) {
        this.threads = Executors.newFixedThreadPool(size, named("matrix-worker-"));
        this.aside = Executors.newFixedThreadPool(1, named("matrix-handover-"));
        this.size = size;
        this.width = size;
        this.cancellation = cancellation;
        this.patience = patience;
    }

    /** How many workers a phase has. */
    int size() {
        return width;
    }

    /** Sets how many workers the phases from now on have, from 1 to N; between phases only. */
    void width(int workers) {
        if (workers < 1 || workers > size) {
            throw new IllegalArgumentException("workers must be from 1 to " + size + ", got " + workers);
        }
        width = workers;
    }

    /** Runs the body on each worker, with the worker's number, and waits for all; the first error cancels the run and is thrown. */
    void onEachWorker(IntConsumer body) {
        await(CompletableFuture.allOf(started(body)));
    }

    /** The same with a further body beside the workers, on a thread of its own, which is waited for as well. */
    void onEachWorker(IntConsumer body, Runnable beside) {
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> guarded(worker -> beside.run(), width), aside);
        await(CompletableFuture.allOf(CompletableFuture.allOf(started(body)), other));
    }

    private CompletableFuture<?>[] started(IntConsumer body) {
        CompletableFuture<?>[] running = new CompletableFuture<?>[width];
        for (int worker = 0; worker < width; worker++) {
            int number = worker;
            running[worker] = CompletableFuture.runAsync(() -> guarded(body, number), threads);
        }
        return running;
    }

    /** Runs all tasks, never more than N at once, and waits for them; a cancellation leaves out those that have not begun. */
    void each(Collection<? extends Runnable> tasks) {
        Queue<Runnable> left = new ConcurrentLinkedQueue<>(tasks);
        onEachWorker(worker -> {
            Runnable task = left.poll();
            while (task != null && !cancellation.isCancelled()) {
                task.run();
                task = left.poll();
            }
        });
    }

    @Override
    public void close() {
        threads.shutdown();
        aside.shutdown();
    }

    private void guarded(IntConsumer body, int number) {
        try {
            body.accept(number);
        } catch (RuntimeException | Error e) {
            firstError.compareAndSet(null, e);
            // The others must not go on for minutes when, say, the disk is full.
            cancellation.cancel();
            throw e;
        }
    }

    private void await(CompletableFuture<Void> all) {
        boolean interrupted = untilEndedOrCancelled(all);
        try {
            all.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            cancellation.abandon();
        } catch (ExecutionException e) {
            // One of the errors of which the first is thrown below: what others met after it may be its consequence.
        } catch (InterruptedException e) {
            cancellation.abandon();
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        // Also when another thread hangs: a run that ended because the disk is full must say so.
        rethrow(firstError.get());
    }

    /** True when the caller was interrupted meanwhile, which is taken for a cancellation. */
    private boolean untilEndedOrCancelled(CompletableFuture<Void> all) {
        try {
            // An error does not end this wait: its worker has cancelled the run, or it comes with the end.
            CompletableFuture.anyOf(all.handle((ended, error) -> ""), cancellation.signal())
                    .get();
            return false;
        } catch (InterruptedException e) {
            cancellation.cancel();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("neither wait can fail", e);
        }
    }

    private static void rethrow(@Nullable Throwable error) {
        if (error instanceof RuntimeException e) {
            throw e;
        }
        if (error instanceof Error e) {
            throw e;
        }
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
