package dev.matrix.app;

import dev.matrix.domain.Model;
import dev.matrix.execution.BlockEnd;
import dev.matrix.execution.StoppingRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Stops what is decided, and everything once the time is used up. */
final class BlockStopping implements StoppingRule {

    /** The words that stand in manifest and results. */
    static final String BUDGET = "budget";

    static final String DECIDED = "decided";

    /** Enough items for a look to be worth it, and few enough that a model's share of a budget is met. */
    private static final int ITEMS = 20;

    private final Optional<BudgetRule> budget;
    private final Optional<DecidedRule> decided;

    BlockStopping(Optional<BudgetRule> budget, Optional<DecidedRule> decided) {
        this.budget = budget;
        this.decided = decided;
    }

    @Override
    public int blockItems() {
        return ITEMS;
    }

    @Override
    public void modelStarts(Model model) {
        budget.ifPresent(rule -> rule.modelStarts(model));
    }

    @Override
    public Map<String, String> stops(BlockEnd end) {
        Map<String, String> stops = new HashMap<>();
        decided.ifPresent(rule -> rule.decided(end).forEach(id -> stops.put(id, DECIDED)));
        if (budget.isPresent() && budget.get().usedUp(end)) {
            end.going().forEach(reached -> stops.putIfAbsent(reached.planned().id(), BUDGET));
        }
        return stops;
    }

    @Override
    public OptionalLong nanosLeft() {
        return budget.map(rule -> OptionalLong.of(rule.nanosLeft())).orElse(OptionalLong.empty());
    }
}
