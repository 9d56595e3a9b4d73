package dev.matrix.app;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.ItemSet;
import org.jspecify.annotations.Nullable;

/**
 * A benchmark with the items that a run uses.
 *
 * @param source who published the items
 * @param url where
 * @param licence under which terms
 * @param revision the commit on the hub; null for files in a folder
 */
public record BenchmarkItems(
        Benchmark benchmark,
        ItemSet items,
        String source,
        String url,
        String licence,
        @Nullable String revision) {

    /** The name that people see: a bundled sample is always marked, so that it is never taken for the real set. */
    public String shownAs() {
        return shownAs(benchmark.name(), items.kind());
    }

    static String shownAs(String name, DataKind kind) {
        return kind == DataKind.SAMPLE ? name + " (sample)" : name;
    }
}
