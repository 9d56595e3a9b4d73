package dev.matrix.execution;

import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Failure;
import dev.matrix.domain.Trial;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Asks trials of the resident model, times them, hands them over and tells who watches. Thread-safe. */
final class TrialDesk {

    private static final long ESTIMATE_EVERY_NANOS = 100_000_000L;

    private final RunParts parts;
    private final TrialRunner trials;
    private final AskedTrials asked = new AskedTrials();
    private final SlotGauge slots;
    private final AtomicLong lastEstimate;

    TrialDesk(RunParts parts, TrialRunner trials) {
        this.parts = parts;
        this.trials = trials;
        this.slots = new SlotGauge(parts.pool().size());
        this.lastEstimate = new AtomicLong(parts.time().nanos() - ESTIMATE_EVERY_NANOS);
    }

    /** One worker's share of the queue: until it is empty, the run is cancelled, or model or server are given up. */
    void work(WorkQueue queue, Lookahead lookahead, int worker, Handover handover) {
        while (parts.goesOn()) {
            Optional<PreparedTrial> next = lookahead.next(worker);
            if (next.isEmpty()) {
                return;
            }
            TrialTask task = next.get().task();
            if (task.work().begin()) {
                parts.say(new ExecutionEvent.CombinationStarted(task.combination()));
            }
            answer(next.get()).filter(trial -> keep(task, trial)).ifPresent(trial -> handover.add(worker, task, trial));
            if (slots.fewerSlotsThanRequests()) {
                queue.narrow();
            }
        }
    }

    /** Asks and hands over to the sink; empty when nothing was handed over because the run was cancelled. */
    Optional<Trial> ask(TrialTask task) {
        Optional<Trial> trial = answer(trials.prepare(task)).filter(each -> keep(task, each));
        trial.ifPresent(parts.ports().sink()::kept);
        return trial;
    }

    private Optional<Trial> answer(PreparedTrial prepared) {
        Object token = new Object();
        parts.eta().started(token, prepared.task().timing(), parts.time().nanos());
        Optional<Trial> trial = trials.run(prepared);
        parts.eta()
                .ended(
                        token,
                        trial.map(TrialDesk::serviceNanos).orElse(null),
                        parts.time().nanos());
        trial.ifPresent(each -> each.calls().forEach(call -> slots.add(call.metrics())));
        return trial;
    }

    /** Before anything else is asked. False when the run was given up meanwhile and the sink must not be touched any more. */
    private boolean keep(TrialTask task, Trial trial) {
        if (parts.cancellation().isAbandoned()) {
            return false;
        }
        parts.ports().sink().keep(trial);
        asked.add(task);
        return true;
    }

    /** What was asked in this invocation counts as failed: a later line of a trial replaces the one with the reply. */
    void takeBack(Failure why) {
        asked.forEach(task -> {
            Trial failed = trials.failed(task, why);
            parts.ports().sink().keep(failed);
            parts.ports().sink().kept(failed);
        });
        asked.giveUp(why.message());
    }

    /** The rest of what there is to do with a trial that was kept; nothing when the run was given up meanwhile. */
    void handOver(TrialTask task, Trial trial) {
        if (!parts.cancellation().isAbandoned()) {
            parts.ports().sink().kept(trial);
            finish(task, trial);
        }
    }

    /** Counts a trial that the sink has and says so. */
    void finish(TrialTask task, Trial trial) {
        parts.say(new ExecutionEvent.TrialFinished(task.combination(), task.item(), trial));
        task.work().end(trial.failure().isPresent()).ifPresent(parts::say);
        long now = parts.time().nanos();
        long last = lastEstimate.get();
        if (now - last >= ESTIMATE_EVERY_NANOS && lastEstimate.compareAndSet(last, now)) {
            parts.eta().estimate(now).ifPresent(parts::say);
        }
    }

    /** Null for a failed trial: how long it took says nothing of its class. */
    private static @Nullable Long serviceNanos(Trial trial) {
        return trial.failure().isPresent()
                ? null
                : trial.calls().stream()
                        .map(Call::metrics)
                        .mapToLong(TrialDesk::serviceNanos)
                        .sum();
    }

    /** The server's own figures leave out the wait for a slot; without them the client's clock has to do. */
    private static long serviceNanos(CallMetrics metrics) {
        return metrics.servedNanos().orElse(Math.max(0, metrics.wallNanos()));
    }
}
