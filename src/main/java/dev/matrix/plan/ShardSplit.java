package dev.matrix.plan;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Shard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Splits a plan into shards, the same way on every machine that has the same plan: whole models, or models on benchmarks when there are more shards than
 * models, the longest first and each to the shard with the least to do so far (longest processing time first: R. L. Graham, "Bounds on Multiprocessing Timing
 * Anomalies", SIAM J. Appl. Math. 17 (1969) 416-429; the longest shard takes at most 4/3 of what the best split would). A baseline is never parted from
 * its personalities. Pure; thread-safe.
 */
public final class ShardSplit {

    private final ToDoubleFunction<RunPlan> seconds;

    /** @param seconds what a part of the plan takes; must not depend on the machine that asks */
    public ShardSplit(ToDoubleFunction<RunPlan> seconds) {
        this.seconds = seconds;
    }

    /** A shard's part with what it takes. */
    public record Share(ShardPart part, double seconds) {}

    /** What cannot be parted. */
    private record Unit(String model, Set<String> benchmarks, double seconds) {

        private static final Comparator<Unit> LONGEST_FIRST = Comparator.comparingDouble(Unit::seconds)
                .reversed()
                .thenComparing(Unit::model)
                .thenComparing(unit -> String.join(",", unit.benchmarks));
    }

    /**
     * All shards in order.
     *
     * @param count how many, at least 1
     * @throws MatrixException of kind USAGE when a shard would have nothing to do
     */
    public List<Share> shares(RunPlan whole, int count) {
        boolean byModel = count <= whole.models().size();
        List<Unit> units = new ArrayList<>();
        for (ModelPlan model : whole.models()) {
            Set<String> benchmarks = benchmarks(model);
            if (byModel) {
                units.add(unit(whole, model, benchmarks));
            } else {
                benchmarks.forEach(benchmark -> units.add(unit(whole, model, Set.of(benchmark))));
            }
        }
        if (count > units.size()) {
            throw MatrixException.usage("--shard: the plan has "
                    + whole.models().size() + " models and " + units.size()
                    + " pairs of a model and a benchmark, which are never parted, so it cannot be split into " + count
                    + " shards. Use at most " + units.size() + ".");
        }
        units.sort(Unit.LONGEST_FIRST);
        List<Load> loads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            loads.add(new Load());
        }
        for (Unit unit : units) {
            loads.stream().min(Load.LEAST).orElseThrow().take(unit);
        }
        ShardPart.By by = byModel ? ShardPart.By.MODEL : ShardPart.By.MODEL_AND_BENCHMARK;
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ShardPart part = new ShardPart(new Shard(i + 1, count), by, ordered(whole, loads.get(i)));
            shares.add(new Share(part, seconds.applyAsDouble(part.of(whole))));
        }
        return shares;
    }

    /** What a shard has to do so far; of equals the first takes the next. */
    private static final class Load {

        static final Comparator<Load> LEAST =
                Comparator.<Load>comparingDouble(load -> load.seconds).thenComparingInt(load -> load.units.size());

        private final List<Unit> units = new ArrayList<>();
        private double seconds;

        void take(Unit unit) {
            units.add(unit);
            seconds += unit.seconds;
        }

        boolean has(String model, String benchmark) {
            return units.stream().anyMatch(unit -> unit.model.equals(model) && unit.benchmarks.contains(benchmark));
        }
    }

    private Unit unit(RunPlan whole, ModelPlan model, Set<String> benchmarks) {
        Map<String, List<String>> only = Map.of(model.model().name(), List.copyOf(benchmarks));
        ShardPart part = new ShardPart(new Shard(1, 1), ShardPart.By.MODEL, only);
        return new Unit(model.model().name(), benchmarks, seconds.applyAsDouble(part.of(whole)));
    }

    private static Set<String> benchmarks(ModelPlan model) {
        Set<String> names = new LinkedHashSet<>();
        model.combinations()
                .forEach(planned -> names.add(planned.combination().benchmark().name()));
        return names;
    }

    private static Map<String, List<String>> ordered(RunPlan whole, Load load) {
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        for (ModelPlan model : whole.models()) {
            String name = model.model().name();
            List<String> its = benchmarks(model).stream()
                    .filter(benchmark -> load.has(name, benchmark))
                    .toList();
            if (!its.isEmpty()) {
                ordered.put(name, its);
            }
        }
        return ordered;
    }
}
