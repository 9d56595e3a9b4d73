package dev.matrix.execution;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Prepares each worker's next trial while its present one is with the server: rendering a prompt and hashing it between a reply and the next request would
 * leave the server's slot idle for as long. A worker whose next trial is not ready, or was taken by one that had nothing left, prepares one itself.
 * Thread-safe.
 */
final class Lookahead {

    private final WorkQueue queue;
    private final TrialRunner trials;
    private final AtomicReferenceArray<PreparedTrial> ready;

    Lookahead(WorkQueue queue, TrialRunner trials, int workers) {
        this.queue = queue;
        this.trials = trials;
        this.ready = new AtomicReferenceArray<>(workers);
    }

    /** The worker's next trial; empty when there is none and there will be none. */
    Optional<PreparedTrial> next(int worker) {
        Optional<PreparedTrial> prepared = Optional.ofNullable(ready.getAndSet(worker, null));
        return queue.take(worker)
                .map(task -> prepared.filter(each -> each.task().equals(task)).orElseGet(() -> trials.prepare(task)));
    }

    /** Prepares what the worker will ask after its present trial. */
    void prepare(int worker) {
        queue.reserve(worker).ifPresent(task -> ready.set(worker, trials.prepare(task)));
    }
}
