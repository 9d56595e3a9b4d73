package dev.matrix.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/**
 * Plays workers and a server with a number of slots in virtual time, without threads: an idle worker takes its next trial at once, a free slot takes the
 * request that has waited longest.
 */
final class SimulatedServer {

    private final int slots;
    private final ToLongFunction<TrialTask> service;
    private final Deque<Request> waiting = new ArrayDeque<>();
    private final PriorityQueue<Request> served = new PriorityQueue<>(
            Comparator.comparingLong((Request each) -> each.end).thenComparingInt(each -> each.number));
    private final List<TrialTask> order = new ArrayList<>();
    private double inFlightNanos;
    private double inFlightNanosAtLastStart;
    private long lastStart;
    private long now;
    private int count;

    SimulatedServer(int slots, ToLongFunction<TrialTask> service) {
        this.slots = slots;
        this.service = service;
    }

    /** What happens around the simulation. */
    interface Watcher {
        void started(Object token, TrialTask task, long now);

        void ended(Object token, TrialTask task, long serviceNanos, long now);
    }

    private static final class Request {
        private final int worker;
        private final int number;
        private final TrialTask task;
        private long nanos;
        private long end;

        Request(int worker, int number, TrialTask task) {
            this.worker = worker;
            this.number = number;
            this.task = task;
        }
    }

    /** Runs until the queue is empty and all requests have ended; returns the virtual time that it took. */
    long run(WorkQueue queue, int workers, Watcher watcher) {
        for (int worker = 0; worker < workers; worker++) {
            take(queue, worker, watcher);
        }
        while (!served.isEmpty()) {
            Request done = served.remove();
            inFlightNanos += (double) (done.end - now) * (served.size() + 1 + waiting.size());
            now = done.end;
            watcher.ended(done, done.task, done.nanos, now);
            take(queue, done.worker, watcher);
            serve();
        }
        return now;
    }

    /** Time-weighted mean of the requests in flight, for as long as there were further ones to start. */
    double meanInFlight() {
        return inFlightNanosAtLastStart / lastStart;
    }

    /** Tasks in the order in which slots took them. */
    List<TrialTask> order() {
        return order;
    }

    private void take(WorkQueue queue, int worker, Watcher watcher) {
        Optional<TrialTask> task = queue.take(worker);
        if (task.isPresent()) {
            Request request = new Request(worker, count++, task.get());
            inFlightNanosAtLastStart = inFlightNanos;
            lastStart = now;
            watcher.started(request, task.get(), now);
            waiting.add(request);
            serve();
        }
    }

    private void serve() {
        while (served.size() < slots && !waiting.isEmpty()) {
            Request next = waiting.remove();
            next.nanos = service.applyAsLong(next.task);
            next.end = now + next.nanos;
            order.add(next.task);
            served.add(next);
        }
    }
}
