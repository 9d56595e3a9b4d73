package dev.matrix.store;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import org.jspecify.annotations.Nullable;

/**
 * A benchmark with where its items came from.
 *
 * @param benchmark the definition that was used
 * @param kind sample, real or user
 * @param origin files
 * @param dataHash SHA-256 over all items of the set
 * @param available items of the whole set
 * @param used items of this run
 * @param source who published it
 * @param url where
 * @param licence under which terms
 * @param revision the commit on the hub; null for files in a folder
 */
public record BenchmarkRecord(
        Benchmark benchmark,
        DataKind kind,
        String origin,
        String dataHash,
        int available,
        int used,
        String source,
        String url,
        String licence,
        @Nullable String revision) {}
