package dev.matrix.app;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.ItemSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What simulated models may know. */
public final class Knowledge {

    private Knowledge() {}

    public static Map<Benchmark, ItemSet> of(List<BenchmarkItems> benchmarks) {
        Map<Benchmark, ItemSet> knowledge = new LinkedHashMap<>();
        benchmarks.forEach(each -> knowledge.put(each.benchmark(), each.items()));
        return knowledge;
    }
}
