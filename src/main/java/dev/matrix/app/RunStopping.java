package dev.matrix.app;

import dev.matrix.analysis.StudyData;
import dev.matrix.domain.StopWhen;
import dev.matrix.execution.StoppingRule;
import dev.matrix.store.Results;
import dev.matrix.store.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the rules that a run is stopped by, one a server, from its design and from what its earlier invocations took. */
final class RunStopping {

    private final PreparedRun prepared;
    private final EarlierTrials earlier;
    private final Supplier<StudyData> data;
    private final LongSupplier nanoTime;

    /** @param data what analysis is given of all answers so far */
    RunStopping(PreparedRun prepared, EarlierTrials earlier, Supplier<StudyData> data, LongSupplier nanoTime) {
        this.prepared = prepared;
        this.earlier = earlier;
        this.data = data;
        this.nanoTime = nanoTime;
    }

    /** The rules in the order of the servers. */
    List<StoppingRule> rules(StoredRun run) {
        int servers = prepared.servers().entries().size();
        RunRequest.Design design = prepared.request().design();
        if (!design.inBlocks()) {
            return Collections.nCopies(servers, StoppingRule.none());
        }
        Supplier<Optional<BudgetRule>> budget = budget(design.budget(), run, servers);
        List<StoppingRule> rules = new ArrayList<>();
        for (int server = 0; server < servers; server++) {
            rules.add(new BlockStopping(
                    budget.get(),
                    design.stopWhen() == StopWhen.DECIDED ? Optional.of(new DecidedRule(data)) : Optional.empty()));
        }
        return rules;
    }

    private Supplier<Optional<BudgetRule>> budget(@Nullable Duration budget, StoredRun run, int servers) {
        if (budget == null) {
            return Optional::empty;
        }
        Duration left = budget.minusNanos(Math.round(spentSeconds(run) * 1e9));
        ComingModels models = new ComingModels(
                new BudgetShares(prepared.request(), prepared.conversations()).estimates(earlier.rest()), servers);
        return () -> Optional.of(new BudgetRule(left, models, earlier.pace()::trialSeconds, nanoTime));
    }

    /** An invocation that was killed has left no time in the results: then its trials say what it took at least. */
    private double spentSeconds(StoredRun run) {
        double known = run.readableResults()
                .map(Results::execution)
                .map(Results.Execution::wallSeconds)
                .orElse(0.0);
        return Math.max(known, earlier.pace().wallSeconds());
    }
}
