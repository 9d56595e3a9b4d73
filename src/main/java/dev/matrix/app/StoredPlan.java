package dev.matrix.app;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Engine;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import dev.matrix.plan.MatrixPlanner;
import dev.matrix.plan.RunPlan;
import dev.matrix.plan.ShardPart;
import dev.matrix.store.Manifest;
import dev.matrix.store.StoredRun;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The plan of a stored run, rebuilt from its manifest and items alone.
 *
 * @param items by benchmark name
 */
record StoredPlan(Manifest manifest, Map<String, ItemSet> items, RunPlan plan, Conversations conversations) {

    static StoredPlan of(StoredRun run) {
        Manifest manifest = run.manifest();
        Map<String, ItemSet> items = run.items();
        new ItemsCheck(manifest).problem(items).ifPresent(problem -> {
            throw MatrixException.usage("Cannot use " + run.itemsFile() + ": " + problem
                    + ". Restore it from a backup, or let --resume write it anew.");
        });
        Map<Benchmark, ItemSet> sets = new LinkedHashMap<>();
        manifest.benchmarks().forEach(record -> {
            ItemSet set = items.get(record.benchmark().name());
            if (set != null) {
                sets.put(record.benchmark(), set);
            }
        });
        RunPlan plan = new MatrixPlanner()
                .expand(
                        manifest.models(),
                        manifest.personalities(),
                        sets,
                        manifest.axes(),
                        manifest.settings().repeats());
        RunPlan whole = manifest.settings().control() ? plan.withControls() : plan;
        ShardPart part = ShardSetup.recorded(manifest.shard());
        return new StoredPlan(
                manifest,
                items,
                part == null ? whole : part.of(whole),
                new Conversations(items, Engine.of(manifest.settings().engine())));
    }

    /** A benchmark's name as people see it. */
    String shownAs(Benchmark benchmark) {
        ItemSet set = items.get(benchmark.name());
        return set == null ? benchmark.name() : BenchmarkItems.shownAs(benchmark.name(), set.kind());
    }

    PlannedKeys keys() {
        return new PlannedKeys(manifest, conversations);
    }
}
