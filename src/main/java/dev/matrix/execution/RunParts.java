package dev.matrix.execution;

import dev.matrix.inference.ServerInfo;
import dev.matrix.plan.TrialKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the parts of one invocation share. Thread-safe, as each component is. */
record RunParts(
        ExecutionPorts ports,
        EarlierWork earlier,
        ExecutionTime time,
        ExecutionSettings settings,
        ServerInfo server,
        Cancellation cancellation,
        WorkerPool pool,
        ServerHealth health,
        Tally tally,
        EtaEstimator eta,
        TrialKeys keys) {

    /** The same for work of which nothing is there; its context stays, since it is one a model and run. */
    RunParts afresh() {
        EarlierWork nothing =
                new EarlierWork(KnownTrials.none(), List.of(), Map.of(), earlier.contexts(), Map.of(), Map.of());
        return new RunParts(ports, nothing, time, settings, server, cancellation, pool, health, tally, eta, keys);
    }

    void say(ExecutionEvent event) {
        ports.listener().on(event);
    }

    void warn(String sentence) {
        say(new ExecutionEvent.Warning(sentence));
    }

    /** False when nothing more shall be asked of the present model. */
    boolean goesOn() {
        return !cancellation.isCancelled() && health.state() == ServerHealth.State.GOOD;
    }

    /** Waits; false when the run was cancelled meanwhile. */
    boolean sleep(Duration pause) {
        return cancellation
                .interruptibly(() -> {
                    try {
                        time.sleeper().sleep(pause);
                        return true;
                    } catch (InterruptedException e) {
                        cancellation.cancel();
                        return false;
                    }
                })
                .orElse(false);
    }
}
