package dev.matrix.simulator;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps models in memory as the real server does: requests for a loaded model with the same load options pass at once; all others wait in one line, whose
 * head waits until a model can be evicted or reloaded and then loads. A model in use is never evicted, so requests to two models in turn can wait for ever,
 * as on a real server. Thread-safe.
 */
final class Scheduler {

    private static final int LONGEST_LINE = 512;

    private final SimulatorSettings settings;
    private final Pause pause;
    private final StatisticsRecorder recorder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Runner> loaded = new LinkedHashMap<>();
    private final Deque<Object> line = new ArrayDeque<>();

    Scheduler(SimulatorSettings settings, Pause pause, StatisticsRecorder recorder) {
        this.settings = settings;
        this.pause = pause;
        this.recorder = recorder;
    }

    /** Hands over a loaded model; the caller must close the lease. Waits as long as it takes. */
    Lease acquire(SimulatedModel model, RunnerOptions options, Optional<KeepAlive> keepAlive)
            throws WireException, InterruptedException {
        lock.lockInterruptibly();
        try {
            expire();
            Runner runner = loaded.get(model.digest());
            if (runner == null || !runner.options().serve(options)) {
                refuseChange(runner, options);
                runner = queue(model, options);
            } else if (!line.isEmpty()) {
                // What keeps the head of the line waiting, for ever if it never ends.
                recorder.overtook();
            }
            keepAlive.ifPresent(runner::keepFor);
            runner.refer();
            return new Lease(this, runner);
        } finally {
            lock.unlock();
        }
    }

    private void refuseChange(@Nullable Runner runner, RunnerOptions options) throws WireException {
        if (settings.strict() && runner != null) {
            throw WireException.badRequest("strict: " + runner.model().name() + " is loaded with "
                    + runner.options().describe() + "; a request with " + options.describe()
                    + " would reload it (unload it first)");
        }
    }

    private Runner queue(SimulatedModel model, RunnerOptions options) throws WireException, InterruptedException {
        if (line.size() >= LONGEST_LINE) {
            throw new WireException(503, "server busy, please try again.  maximum pending requests exceeded");
        }
        Object ticket = new Object();
        line.add(ticket);
        try {
            while (line.peek() != ticket) {
                changed.await();
            }
            Runner ready = loaded.get(model.digest());
            return ready != null && ready.options().serve(options) ? ready : load(model, options);
        } finally {
            line.remove(ticket);
            changed.signalAll();
        }
    }

    private Runner load(SimulatedModel model, RunnerOptions options) throws InterruptedException {
        boolean reload = loaded.containsKey(model.digest());
        makeRoom(model);
        long ready = pause.ticker().nanos() + settings.loadTime().toNanos();
        lock.unlock();
        try {
            pause.until(ready);
        } finally {
            lock.lock();
        }
        Runner runner = new Runner(
                model, options, settings.slotsOf(model), pause.ticker().nanos());
        loaded.put(model.digest(), runner);
        recorder.loaded(model.name(), reload);
        return runner;
    }

    /** Waits until the model itself is gone (other options) and there is room for one more. */
    private void makeRoom(SimulatedModel model) throws InterruptedException {
        while (true) {
            Runner same = loaded.get(model.digest());
            if (same == null && loaded.size() < settings.maxLoadedModels()) {
                return;
            }
            Optional<Runner> victim =
                    same == null ? victim() : Optional.of(same).filter(Runner::unused);
            if (victim.isPresent()) {
                loaded.remove(victim.get().model().digest());
            } else {
                changed.await();
            }
        }
    }

    private Optional<Runner> victim() {
        return loaded.values().stream()
                .filter(Runner::unused)
                .min(Comparator.comparingLong(
                                (Runner runner) -> runner.keepAlive().nanos())
                        .thenComparing(runner -> runner.model().digest()));
    }

    /** Lets a model go after its last request. */
    void unload(SimulatedModel model) {
        lock.lock();
        try {
            Runner runner = loaded.get(model.digest());
            if (runner != null) {
                runner.keepFor(new KeepAlive(0));
                expire();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The models in memory, those that stay longest first. */
    List<Resident> residents() {
        lock.lock();
        try {
            expire();
            long now = pause.ticker().nanos();
            return loaded.values().stream()
                    .map(runner ->
                            new Resident(runner.model(), runner.options().contextTokens(), runner.remaining(now)))
                    .sorted(Comparator.comparingLong(Resident::remainingNanos).reversed())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A slot that was taken.
     *
     * @param together requests that are being served now, that one included
     */
    record Place(Runner.Slot slot, int together) {}

    Place slot(Runner runner, TokenSequence prompt) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (runner.full()) {
                changed.await();
            }
            Runner.Slot taken = runner.take(prompt);
            return new Place(taken, runner.busy());
        } finally {
            lock.unlock();
        }
    }

    /** Another client's request that never ends: the model stays in memory and in use. */
    void occupy(SimulatedModel model, RunnerOptions options) {
        lock.lock();
        try {
            Runner runner = new Runner(
                    model, options, settings.slotsOf(model), pause.ticker().nanos());
            runner.refer();
            loaded.put(model.digest(), runner);
        } finally {
            lock.unlock();
        }
    }

    /** The server was stopped: nothing is in memory. */
    void forgetAll() {
        lock.lock();
        try {
            loaded.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The model's process died: the next request loads it anew. */
    void crash(SimulatedModel model) {
        lock.lock();
        try {
            loaded.remove(model.digest());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void release(Runner runner, Runner.@Nullable Slot slot) {
        lock.lock();
        try {
            if (slot != null) {
                runner.giveBack(slot);
            }
            runner.forget(pause.ticker().nanos());
            expire();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void expire() {
        long now = pause.ticker().nanos();
        loaded.values().removeIf(runner -> runner.expired(now));
    }

    /**
     * A model in memory.
     *
     * @param contextTokens context of one slot
     * @param remainingNanos until it is unloaded if nothing asks for it
     */
    record Resident(SimulatedModel model, int contextTokens, long remainingNanos) {}
}
