package dev.matrix.app;

import dev.matrix.plan.ModelPlan;
import dev.matrix.plan.RunPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a run's time is shared out over its models. */
final class BudgetShares {

    private final RunRequest request;
    private final PlanEstimate estimate;

    BudgetShares(RunRequest request, Conversations conversations) {
        this.request = request;
        this.estimate = new PlanEstimate(request, conversations);
    }

    /** Guessed seconds by model name, in plan order; what is shared out in proportion to them. */
    Map<String, Double> estimates(RunPlan rest) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (ModelPlan model : rest.models()) {
            seconds.put(
                    model.model().name(),
                    estimate.of(new RunPlan(List.of(model))).seconds());
        }
        return seconds;
    }

    /**
     * What each model gets; empty when the run has as much time as it needs.
     *
     * @param measured seconds that all of it takes by the journal; empty when they are only guessed
     */
    Optional<PlanSummary.Budget> shares(RunPlan rest, JournalPace pace, Optional<MeasuredTime> measured) {
        Duration budget = request.design().budget();
        if (budget == null) {
            return Optional.empty();
        }
        double left = Math.max(0, budget.toMillis() / 1000.0 - pace.wallSeconds());
        Map<String, Double> guessed = estimates(rest);
        double all = guessed.values().stream().mapToDouble(Double::doubleValue).sum();
        double needed = measured.map(MeasuredTime::seconds).orElse(all);
        List<PlanSummary.Share> shares = new ArrayList<>();
        guessed.forEach((model, seconds) -> shares.add(new PlanSummary.Share(
                model, all <= 0 ? 0 : left * seconds / all, needed <= 0 ? 1 : Math.min(1, left / needed))));
        return Optional.of(new PlanSummary.Budget(left, shares));
    }
}
