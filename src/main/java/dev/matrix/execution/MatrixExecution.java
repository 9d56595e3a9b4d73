package dev.matrix.execution;

import dev.matrix.domain.Concurrency;
import dev.matrix.execution.ExecutionSummary.End;
import dev.matrix.inference.ServerInfo;
import dev.matrix.plan.RunPlan;
import dev.matrix.plan.TrialKeys;
import java.time.Duration;

/**
 * Carries out a plan: model by model, N requests in flight, every finished trial to the sink. One object is one invocation; {@link #run} is called once,
 * {@link #cancel} from any thread at any time. Failures of requests, models and combinations are events and trials, never exceptions; what comes out of
 * {@code run} is what the sink threw.
 */
public final class MatrixExecution {

    /** Leaves room for the state to be saved within the two seconds that a cancellation may take. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final ExecutionPorts ports;
    private final EarlierWork earlier;
    private final ExecutionTime time;
    private final ExecutionSettings settings;
    private final ServerInfo server;
    private final Cancellation cancellation;
    private final Tally tally = new Tally();

    /** @param server what the server said of itself when the plan was made */
    public MatrixExecution(
            ExecutionPorts ports,
            EarlierWork earlier,
            ExecutionTime time,
            ExecutionSettings settings,
            ServerInfo server) {
        this.ports = ports;
        this.earlier = earlier;
        this.time = time;
        this.settings = settings;
        this.server = server;
        this.cancellation = new Cancellation(ports.abortInFlight());
    }

    /**
     * Runs the plan to its end, to the cancellation, or until the server is lost. Blocks the calling thread, which loads and unloads the models; an interrupt
     * of it cancels the run.
     */
    public ExecutionSummary run(RunPlan plan) {
        long start = time.nanos();
        End end = plan.models().isEmpty() ? nothing() : runModels(plan);
        ExecutionSummary summary = tally.summary(time.since(start), end);
        ports.listener().on(new ExecutionEvent.RunFinished(summary));
        return summary;
    }

    /** Stops the run within two seconds: open calls are aborted, their trials are not handed over. Returns at once; {@link #run} returns soon after. */
    public void cancel() {
        cancellation.cancel();
    }

    private End nothing() {
        ports.listener()
                .on(new ExecutionEvent.RunStarted(
                        0, 0, 0, 0, settings.concurrency().most()));
        return End.DONE;
    }

    private End runModels(RunPlan plan) {
        try (WorkerPool pool = new WorkerPool(most(), cancellation, PATIENCE)) {
            RunParts parts = new RunParts(
                    ports,
                    earlier,
                    time,
                    settings,
                    server,
                    cancellation,
                    pool,
                    new ServerHealth(ports.server(), cancellation),
                    tally,
                    new EtaEstimator(settings.concurrency().requests()),
                    new TrialKeys(settings.seed()));
            new StartWarnings(parts).say(plan);
            new Invocation(parts, plan).run();
            return end(parts);
        }
    }

    /** A model of an earlier invocation may be asked with more than are measured now. */
    private int most() {
        Concurrency concurrency = settings.concurrency();
        return concurrency.measured() ? Math.max(concurrency.most(), earlier.mostInFlight()) : concurrency.most();
    }

    private static End end(RunParts parts) {
        if (parts.cancellation().isCancelled()) {
            return End.CANCELLED;
        }
        return parts.health().state() == ServerHealth.State.SERVER_LOST ? End.SERVER_LOST : End.DONE;
    }
}
