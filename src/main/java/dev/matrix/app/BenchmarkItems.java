package dev.matrix.app;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.ItemSet;

/**
 * A benchmark with the items that a run uses.
 *
 * @param source who published the items
 * @param url where
 * @param licence under which terms
 */
public record BenchmarkItems(Benchmark benchmark, ItemSet items, String source, String url, String licence) {

    /** The name that people see: a bundled sample is always marked, so that it is never taken for the real set. */
    public String shownAs() {
        return shownAs(benchmark.name(), items.kind());
    }

    static String shownAs(String name, DataKind kind) {
        return kind == DataKind.SAMPLE ? name + " (sample)" : name;
    }
}
