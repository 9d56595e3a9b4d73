package dev.matrix.execution;

import dev.matrix.domain.Concurrency;
import dev.matrix.execution.ExecutionSummary.End;
import dev.matrix.inference.ServerInfo;
import dev.matrix.plan.RunPlan;
import dev.matrix.plan.TrialKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out a plan: model by model, N requests in flight, every finished trial to the sink. One object is one invocation; {@link #run} is called once,
 * {@link #cancel} from any thread at any time. Failures of requests, models and combinations are events and trials, never exceptions; what comes out of
 * {@code run} is what the sink threw.
 */
public final class MatrixExecution {

    /** Leaves room for the state to be saved within the two seconds that a cancellation may take. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final Hosts hosts;
    private final ExecutionListener listener;
    private final EarlierWork earlier;
    private final ExecutionTime time;
    private final ExecutionSettings settings;
    private final Cancellation cancellation;
    private final Tally tally = new Tally();

    /** @param server what the server said of itself when the plan was made */
    public MatrixExecution(
            ExecutionPorts ports,
            EarlierWork earlier,
            ExecutionTime time,
            ExecutionSettings settings,
            ServerInfo server) {
        this(Hosts.one(ports, server), earlier, time, settings);
    }

    /** On several servers at once: each asks one model at a time with N requests in flight of its own. */
    public MatrixExecution(Hosts hosts, EarlierWork earlier, ExecutionTime time, ExecutionSettings settings) {
        this.hosts = hosts;
        this.listener = hosts.all().get(0).ports().listener();
        this.earlier = earlier;
        this.time = time;
        this.settings = settings;
        this.cancellation = new Cancellation(
                () -> hosts.all().forEach(host -> host.ports().abortInFlight().run()));
    }

    /**
     * Runs the plan to its end, to the cancellation, or until the server is lost. Blocks the calling thread, which loads and unloads the models; an interrupt
     * of it cancels the run.
     */
    public ExecutionSummary run(RunPlan plan) {
        long start = time.nanos();
        End end = plan.models().isEmpty() ? nothing() : runModels(plan);
        ExecutionSummary summary = tally.summary(time.since(start), end);
        listener.on(new ExecutionEvent.RunFinished(summary));
        return summary;
    }

    /** Stops the run within two seconds: open calls are aborted, their trials are not handed over. Returns at once; {@link #run} returns soon after. */
    public void cancel() {
        cancellation.cancel();
    }

    private End nothing() {
        listener.on(
                new ExecutionEvent.RunStarted(0, 0, 0, 0, settings.concurrency().most()));
        return End.DONE;
    }

    private End runModels(RunPlan plan) {
        HostEstimates estimates = new HostEstimates(hosts.all().size(), time::nanos);
        List<RunParts> parts = new ArrayList<>();
        for (int host = 0; host < hosts.all().size(); host++) {
            parts.add(parts(host, estimates));
        }
        try (WorkerPool threads = new WorkerPool(hosts.all().size(), cancellation, PATIENCE)) {
            parts.forEach(each -> new StartWarnings(each).say(plan));
            Invocation invocation = new Invocation(hosts, parts, plan);
            invocation.run(threads);
            return end(invocation);
        } finally {
            parts.forEach(each -> each.pool().close());
        }
    }

    private RunParts parts(int number, HostEstimates estimates) {
        Host host = hosts.all().get(number);
        ExecutionPorts ports = hosts.alone()
                ? host.ports()
                : host.ports().watchedBy(new HostListener(number, host.address(), listener, estimates));
        return new RunParts(
                ports,
                earlier,
                time,
                settings,
                host.server(),
                cancellation,
                new WorkerPool(most(), cancellation, PATIENCE),
                new ServerHealth(ports.server(), cancellation),
                tally,
                new EtaEstimator(settings.concurrency().requests()),
                new TrialKeys(settings.seed()));
    }

    /** A model of an earlier invocation may be asked with more than are measured now. */
    private int most() {
        Concurrency concurrency = settings.concurrency();
        return concurrency.measured() ? Math.max(concurrency.most(), earlier.mostInFlight()) : concurrency.most();
    }

    private End end(Invocation invocation) {
        if (cancellation.isCancelled()) {
            return End.CANCELLED;
        }
        return invocation.lost() ? End.SERVER_LOST : End.DONE;
    }
}
