package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;
import dev.matrix.plan.ContextBudget;
import dev.matrix.plan.ModelPlan;
import dev.matrix.plan.PlannedCombination;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The contexts that models need for the whole run, where this invocation asks only some of their benchmarks: a model has one set of load options in all shards.
 */
final class WholeModelContexts {

    private static final List<Protocol> ANY = List.of(Protocol.GENERATE, Protocol.LOGPROB);

    private final PreparedRun prepared;
    private final Conversations conversations;

    WholeModelContexts(PreparedRun prepared) {
        this.prepared = prepared;
        this.conversations = prepared.conversations();
    }

    /**
     * In tokens by model name.
     *
     * @param known what is known already; the larger counts
     * @param baselines what baseline's system turn holds, where that was found out
     */
    Map<String, Integer> with(Map<String, Integer> known, Map<String, BaselineSystem> baselines) {
        if (prepared.part() == null) {
            return known;
        }
        Map<String, Integer> contexts = new HashMap<>(known);
        for (ModelPlan model : prepared.whole().models()) {
            String name = model.model().name();
            boolean asked = prepared.part().benchmarks().containsKey(name);
            boolean parted = model.combinations().stream()
                    .anyMatch(planned -> !prepared.part()
                            .has(model.model(), planned.combination().benchmark()));
            if (asked && parted) {
                BaselineSystem baseline = baselines.getOrDefault(
                        name, prepared.request().measuring().baselineSystem());
                contexts.merge(name, tokens(model, baseline), Math::max);
            }
        }
        return contexts;
    }

    private int tokens(ModelPlan model, BaselineSystem baseline) {
        ContextBudget budget = new ContextBudget();
        for (PlannedCombination planned : model.combinations()) {
            for (Item item : planned.items()) {
                for (Protocol protocol : ANY) {
                    budget.add(conversations.conversation(planned.combination(), item, protocol, baseline));
                }
            }
        }
        return budget.contextTokens(model.model().contextLength());
    }
}
