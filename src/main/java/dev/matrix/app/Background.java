package dev.matrix.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Work on a thread of its own, for which whoever needs what it brings waits. Thread-safe. */
final class Background {

    private final CompletableFuture<Void> work;

    private Background(CompletableFuture<Void> work) {
        this.work = work;
    }

    /** Begins. */
    static Background of(Runnable work) {
        return new Background(CompletableFuture.runAsync(work, task -> {
            Thread thread = new Thread(task, "matrix-background");
            thread.setDaemon(true);
            thread.start();
        }));
    }

    /** Returns once the work has ended; what went wrong comes out here. */
    void await() {
        try {
            work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
