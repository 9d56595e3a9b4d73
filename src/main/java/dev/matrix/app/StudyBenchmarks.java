package dev.matrix.app;

import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.dataset.KeyStatistics;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What analysis is told of the benchmarks of a run. Items do not change while it lasts, so each is described once, however often is asked. Thread-safe. */
final class StudyBenchmarks {

    private final Map<String, ItemSet> items;
    private final Map<String, StudyBenchmark> described = new ConcurrentHashMap<>();

    /** @param items by benchmark name */
    StudyBenchmarks(Map<String, ItemSet> items) {
        this.items = items;
    }

    /** Empty when the run has no items of it. */
    Optional<StudyBenchmark> of(Benchmark benchmark) {
        return Optional.ofNullable(items.get(benchmark.name()))
                .map(set -> described.computeIfAbsent(benchmark.name(), name -> described(benchmark.metric(), set)));
    }

    private static StudyBenchmark described(String metric, ItemSet set) {
        KeyStatistics keys = KeyStatistics.of(set.items());
        return new StudyBenchmark(
                set.benchmark(),
                BenchmarkItems.shownAs(set.benchmark(), set.kind()),
                set.kind() == DataKind.SAMPLE,
                metric,
                set.items().stream().map(Item::id).toList(),
                set.items().stream().map(Item::stratum).toList(),
                finite(keys.guess()),
                finite(keys.majority()));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
