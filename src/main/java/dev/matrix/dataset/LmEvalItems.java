package dev.matrix.dataset;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Item;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.LmEvalTask.Draw;
import dev.matrix.domain.MatrixException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Which items and which solved examples lm-eval's own tasks use: the first items of each leaf, and for each its draw of the examples. */
final class LmEvalItems {

    private final Benchmark benchmark;
    private final LmEvalTask task;

    LmEvalItems(Benchmark benchmark) {
        this.benchmark = benchmark;
        this.task = Objects.requireNonNull(benchmark.lmEval(), "one of lm-eval's own tasks");
    }

    /**
     * Examples with who is shown them.
     *
     * @param pool examples in order
     * @param draws places in the pool by item id; empty when the order of the pool decides
     */
    record Shots(List<Item> pool, Map<String, List<Integer>> draws) {}

    /** The first items of each leaf, in the order of the set. */
    List<Item> used(List<Item> items, int limit) {
        Map<String, Integer> taken = new HashMap<>();
        return items.stream()
                .filter(item -> taken.merge(leaf(item), 1, Integer::sum) <= limit)
                .toList();
    }

    /**
     * The examples of the items that are used.
     *
     * @param all the whole set, so that no limit changes the examples
     * @param examples reads the pool
     */
    Shots shots(List<Item> all, List<Item> used, Supplier<List<Item>> examples) {
        int count = benchmark.fewshot();
        if (count == 0) {
            return new Shots(List.of(), Map.of());
        }
        if (task.shots().draw() == Draw.FIXED) {
            requireEnough(task.shots().fixed().size());
            return new Shots(List.of(), Map.of());
        }
        List<Item> pool = examples.get();
        if (task.shots().draw() == Draw.RANDOM) {
            requireEnough(pool.size());
            return drawn(used, pool);
        }
        ShotPool first = ShotPool.choose(benchmark.name(), pool, all, count);
        if (first.warning().isPresent()) {
            requireEnough(fewest(first.shots(), all));
        }
        return new Shots(first.shots(), Map.of());
    }

    /** How many examples the leaf has that has the fewest; all share a pool without leaves. */
    private static int fewest(List<Item> shots, List<Item> all) {
        String stratum = all.get(0).stratum();
        int own = (int)
                shots.stream().filter(shot -> shot.stratum().equals(stratum)).count();
        return own == 0 ? shots.size() : own;
    }

    private void requireEnough(int there) {
        if (there < benchmark.fewshot()) {
            throw MatrixException.usage(benchmark.name() + ": " + benchmark.fewshot()
                    + " few-shot examples were asked for, there are " + there + ", and lm-eval refuses that; give "
                    + (there == 0 ? "--fewshot 0" : "--fewshot " + there + " or less")
                    + ", or data with more of them (--data DIR).");
        }
    }

    /** One random generator a leaf, asked once for each item in order; only what was drawn is kept of the pool. */
    private Shots drawn(List<Item> used, List<Item> pool) {
        Map<String, PythonRandom> generators = new HashMap<>();
        Map<Integer, Integer> kept = new LinkedHashMap<>();
        Map<String, List<Integer>> draws = new LinkedHashMap<>();
        for (Item item : used) {
            PythonRandom random = generators.computeIfAbsent(
                    leaf(item), leaf -> new PythonRandom(task.shots().seed()));
            List<Integer> places = new ArrayList<>();
            for (int place : random.sample(pool.size(), benchmark.fewshot())) {
                kept.putIfAbsent(place, kept.size());
                places.add(kept.get(place));
            }
            draws.put(item.id(), places);
        }
        return new Shots(kept.keySet().stream().map(pool::get).toList(), draws);
    }

    private String leaf(Item item) {
        return task.leaves() == null ? "" : item.stratum();
    }
}
