package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.inference.LoadOptions;
import dev.matrix.inference.ServerInfo;
import dev.matrix.plan.ModelPlan;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.TrialKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether personalities get to a model that another program will ask: the look that a run of one's own begins with, at a model that is loaded as the server
 * chooses and without a system message where a personality has none. {@link #cancel} from any thread at any time.
 */
public final class ReachCheck {

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final ExecutionPorts ports;
    private final ExecutionTime time;
    private final ExecutionSettings settings;
    private final ServerInfo server;
    private final Cancellation cancellation;

    public ReachCheck(ExecutionPorts ports, ExecutionTime time, ExecutionSettings settings, ServerInfo server) {
        this.ports = ports;
        this.time = time;
        this.settings = settings;
        this.server = server;
        this.cancellation = new Cancellation(ports.abortInFlight());
    }

    /** A finding for each personality with a system prompt, and one for a baseline that is not free of one; none once it was cancelled. */
    public List<ReachFinding> findings(ModelPlan plan) {
        Optional<PlannedCombination> example = plan.combinations().stream()
                .filter(each -> !each.items().isEmpty())
                .findFirst();
        List<Personality> personalities = plan.combinations().stream()
                .map(each -> each.combination().personality())
                .distinct()
                .toList();
        return example.map(planned -> findings(plan, planned, personalities)).orElse(List.of());
    }

    private List<ReachFinding> findings(ModelPlan plan, PlannedCombination planned, List<Personality> personalities) {
        try (WorkerPool pool = new WorkerPool(settings.concurrency().requests(), cancellation, PATIENCE)) {
            RunParts parts = parts(pool);
            ModelWatch watch = new ModelWatch(plan.model().name(), server.promptCounts(), ports.listener());
            ResidentModel resident =
                    new ResidentModel(plan.model(), LoadOptions.automatic(), BaselineSystem.NONE, watch);
            TrialTask example = new TrialTask(new CombinationWork(planned), 0, Protocol.GENERATE);
            ModelChecks checks = new ModelChecks(parts, new PromptLooker(parts, new CallRunner(parts), example));
            List<ReachFinding> found = checks.reach(resident, personalities);
            return cancellation.isCancelled() ? List.of() : found;
        }
    }

    private RunParts parts(WorkerPool pool) {
        return new RunParts(
                ports,
                EarlierWork.none(),
                time,
                settings,
                server,
                cancellation,
                pool,
                new ServerHealth(ports.server(), cancellation),
                new Tally(),
                new EtaEstimator(settings.concurrency().requests()),
                new TrialKeys(settings.seed()));
    }

    /** Ends it at once. */
    public void cancel() {
        cancellation.cancel();
    }
}
