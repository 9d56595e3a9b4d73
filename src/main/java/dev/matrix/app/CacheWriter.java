package dev.matrix.app;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Trial;
import dev.matrix.execution.CachedTrials.Standing;
import dev.matrix.execution.ReachFinding;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import dev.matrix.store.cache.CacheEntry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Puts the trials that a run asks into the cache across runs: those that were answered, whatever the answer is worth. Thread-safe. */
final class CacheWriter {

    private final CacheShelves shelves;
    private final CacheKeys keys;
    private final CacheVerdicts verdicts;
    private final String run;
    private final String version;
    private final Clock clock;
    private final Map<String, PlannedCombination> planned = new HashMap<>();
    private final Map<String, ReachFinding> reach = new ConcurrentHashMap<>();

    /**
     * @param verdicts say whose answers new ones join
     * @param run the run's name
     * @param version the server's
     */
    CacheWriter(
            CacheShelves shelves,
            CacheKeys keys,
            CacheVerdicts verdicts,
            RunPlan plan,
            String run,
            String version,
            Clock clock) {
        this.shelves = shelves;
        this.keys = keys;
        this.verdicts = verdicts;
        this.run = run;
        this.version = version;
        this.clock = clock;
        plan.combinations().forEach(each -> planned.put(each.id(), each));
        // A probe asks baseline also where the plan has none.
        plan.combinations().forEach(each -> {
            PlannedCombination baseline = baseline(each);
            planned.putIfAbsent(baseline.id(), baseline);
        });
    }

    private static PlannedCombination baseline(PlannedCombination each) {
        Combination combination = each.combination();
        return new PlannedCombination(
                new Combination(
                        combination.model(), Personality.baseline(), combination.benchmark(), combination.setting()),
                each.items(),
                each.repeats());
    }

    /** A personality's reach was found out; it is stored beside the trials that come after it. */
    void found(ReachFinding finding) {
        reach.put(slot(finding.model(), finding.personality()), finding);
    }

    private static String slot(String model, String personality) {
        return model + '\n' + personality;
    }

    /**
     * Lets other runs find what was asked of a model, or forgets it.
     *
     * @param same true when its weights are known to be those that the run was planned with
     */
    void asked(Model model, boolean same) {
        if (same) {
            boolean refused = verdicts.standing(model, Set.of()) == Standing.REFUSED;
            shelves.finish(model, verdicts.origin(model), refused);
        } else {
            shelves.drop(model);
        }
    }

    /** Stores a trial that was answered and that this run asked; nobody finds it before the model's weights were looked at. */
    void add(Trial trial) {
        if (!shelves.isOpen()) {
            return;
        }
        PlannedCombination its = planned.get(trial.combinationId());
        if (its == null
                || its.items().isEmpty()
                || trial.fromCache()
                || trial.failure().isPresent()) {
            return;
        }
        Model model = its.combination().model();
        ReachFinding finding =
                reach.get(slot(model.name(), its.combination().personality().name()));
        shelves.add(
                model,
                new CacheEntry(
                        keys.key(its, trial),
                        clock.instant(),
                        model.name(),
                        model.digest(),
                        version,
                        run,
                        finding == null ? null : finding.reach(),
                        finding == null ? null : finding.evidence(),
                        trial));
    }
}
