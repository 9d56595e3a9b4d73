package dev.matrix.execution;

import dev.matrix.domain.Trial;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The way of trials that were kept from the workers to those who score and count them. A thread of its own hands them over one after the other, so that a
 * worker's next question is out before its last answer has been scored: else the server would stand idle for as long as that takes. What waits here is in the
 * journal already, so that a kill does not lose it. Thread-safe.
 */
final class Handover {

    private static final long LOOK_MILLIS = 100;
    private static final int ROOM = 4;

    /** Replies come in bursts, and what is done here must not take the processor from workers that are about to ask. */
    private static final long LULL_NANOS = 2_000_000L;

    private final TrialDesk desk;
    private final Lookahead lookahead;
    private final Cancellation cancellation;
    private final BlockingQueue<Optional<Answered>> waiting;
    private final AtomicInteger workers;
    private volatile boolean broken;

    /** @param workers how many will say that they have {@link #left} */
    Handover(TrialDesk desk, Lookahead lookahead, Cancellation cancellation, int workers) {
        this.desk = desk;
        this.lookahead = lookahead;
        this.cancellation = cancellation;
        // Room for the moment that a checkpoint takes; behind what is slow for longer, workers wait too.
        this.waiting = new ArrayBlockingQueue<>(ROOM * workers + 1);
        this.workers = new AtomicInteger(workers);
    }

    private record Answered(int worker, TrialTask task, Trial trial) {}

    /** Puts a trial into the line. Once a broken sink has ended the run nobody takes it: a resume finds it in the journal. */
    void add(int worker, TrialTask task, Trial trial) {
        put(Optional.of(new Answered(worker, task, trial)));
    }

    /** A worker will add nothing more; each says so once. */
    void left() {
        if (workers.decrementAndGet() == 0) {
            put(Optional.empty());
        }
    }

    /** Hands over until all workers have left and the line is empty; what the sink throws then comes out here. */
    void run() {
        try {
            for (Optional<Answered> next = take(); next.isPresent(); next = take()) {
                // By now the worker has its next trial with the server: the one after that comes first, since it is
                // waited for.
                lookahead.prepare(next.get().worker());
                desk.handOver(next.get().task(), next.get().trial());
            }
        } catch (RuntimeException | Error e) {
            cancellation.cancel();
            broken = true;
            throw e;
        }
    }

    private void put(Optional<Answered> entry) {
        boolean interrupted = false;
        boolean added = false;
        while (!added && !broken) {
            try {
                added = waiting.offer(entry, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                // An answer that is there must not get lost; the interrupt is kept for what comes next.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Answered> take() {
        Optional<Answered> there = waiting.poll();
        if (there != null) {
            return there;
        }
        while (true) {
            try {
                Optional<Answered> next = waiting.take();
                LockSupport.parkNanos(this, LULL_NANOS);
                return next;
            } catch (InterruptedException e) {
                // Nobody interrupts a thread that hands over; the line has to be emptied all the same.
            }
        }
    }
}
