package dev.matrix.config;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.DataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A benchmark as its file gives it.
 *
 * @param benchmark the benchmark
 * @param data one source (a user's own file), or a bundled sample and the published files
 * @param hub the published items on the hub, if the file has such a source
 * @param folder the directory that the file lies in, absolute; null for the copy inside the program. Paths of samples and of users' own files start here
 * @param origin the file, for people
 */
public record BenchmarkFile(
        Benchmark benchmark,
        List<Data> data,
        Optional<HubSource> hub,
        @Nullable Path folder,
        String origin) {

    public BenchmarkFile {
        data = List.copyOf(data);
    }

    /** The source of that kind in a folder, if the file has one. */
    public Optional<Data> data(DataKind kind) {
        return data.stream().filter(each -> each.source().kind() == kind).findFirst();
    }

    /**
     * Where items lie, and where they come from.
     *
     * @param source where and how they are read
     * @param note where they come from
     */
    public record Data(DataSource source, SourceNote note) {}
}
