package dev.matrix.plan;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Expands models x personalities x benchmarks x settings into the ordered plan of a run: model by model, so that a server loads each model once; within it
 * personality by personality and benchmark by benchmark, so that equal prompt prefixes stand together. Pure; thread-safe.
 */
public final class MatrixPlanner {

    /**
     * The whole run. An empty list on any axis gives a plan without combinations.
     *
     * @param benchmarks each with its items, in order of iteration
     * @param repeats how often each item is asked, at least 1
     * @throws MatrixException of kind USAGE when two combinations would have the same id
     */
    public RunPlan expand(
            List<Model> models,
            List<Personality> personalities,
            Map<Benchmark, ItemSet> benchmarks,
            List<Setting> settings,
            int repeats) {
        List<ModelPlan> plans = new ArrayList<>();
        for (Model model : models) {
            List<PlannedCombination> combinations = new ArrayList<>();
            for (Personality personality : personalities) {
                benchmarks.forEach((benchmark, items) ->
                        settings.forEach(setting -> combinations.add(new PlannedCombination(
                                new Combination(model, personality, benchmark, setting), items.items(), repeats))));
            }
            plans.add(new ModelPlan(model, combinations));
        }
        RunPlan plan = new RunPlan(plans);
        requireUniqueIds(plan);
        return plan;
    }

    private static void requireUniqueIds(RunPlan plan) {
        Set<String> ids = new HashSet<>();
        plan.combinations().map(PlannedCombination::id).forEach(id -> {
            if (!ids.add(id)) {
                throw MatrixException.usage("two combinations have the id '" + id
                        + "'; name each model, personality, benchmark and temperature once");
            }
        });
    }
}
