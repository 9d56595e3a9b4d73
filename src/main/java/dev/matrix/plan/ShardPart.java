package dev.matrix.plan;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Model;
import dev.matrix.domain.Shard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a plan one shard asks. A model on a benchmark is in it with all its personalities, settings, repeats and controls, or not at all.
 *
 * @param shard which one it is
 * @param by what was given to the shards as a whole
 * @param benchmarks names by model name, in plan order
 */
public record ShardPart(Shard shard, By by, Map<String, List<String>> benchmarks) {

    /** What was given to the shards as a whole. */
    public enum By {
        MODEL("model"),
        MODEL_AND_BENCHMARK("model x benchmark");

        private final String label;

        By(String label) {
            this.label = label;
        }

        /** As people read it. */
        public String label() {
            return label;
        }
    }

    public ShardPart {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        benchmarks.forEach((model, names) -> copy.put(model, List.copyOf(names)));
        benchmarks = Collections.unmodifiableMap(copy);
    }

    /** True when the shard asks this model on this benchmark. */
    public boolean has(Model model, Benchmark benchmark) {
        return benchmarks.getOrDefault(model.name(), List.of()).contains(benchmark.name());
    }

    /** The part of a whole plan that the shard asks, in the plan's order. */
    public RunPlan of(RunPlan whole) {
        List<ModelPlan> models = new ArrayList<>();
        for (ModelPlan model : whole.models()) {
            List<PlannedCombination> its = model.combinations().stream()
                    .filter(planned -> has(
                            planned.combination().model(), planned.combination().benchmark()))
                    .toList();
            if (!its.isEmpty()) {
                models.add(new ModelPlan(model.model(), its));
            }
        }
        return new RunPlan(models);
    }
}
