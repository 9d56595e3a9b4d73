package dev.matrix.dataset;

import dev.matrix.domain.DataKind;
import dev.matrix.domain.DataSource;
import dev.matrix.domain.MatrixException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which files a source's paths mean under a root: for items and for shots the first alternative that matches. */
final class SourceFiles {

    private final String benchmark;
    private final DataSource source;
    private final DataRoot root;

    SourceFiles(String benchmark, DataSource source, DataRoot root) {
        this.benchmark = benchmark;
        this.source = source;
        this.root = root;
    }

    /** Files with the path that found them. */
    record Found(String path, List<DataFile> files) {

        /** For people: the one file, or the pattern and the number of files. */
        String describe(DataRoot root) {
            return files.size() == 1 ? files.get(0).name() : root + "/" + path + " (" + files.size() + " files)";
        }
    }

    /** The files of the examples; empty when the source names none or none is there. */
    List<DataFile> shots() {
        return first(source.shots(), Set.of()).files();
    }

    /** The files of the items; a file of the examples is never one of them. No files when none is there. */
    Found items() {
        Set<String> examples = shots().stream().map(DataFile::name).collect(Collectors.toCollection(HashSet::new));
        return first(source.items(), examples);
    }

    Found requireItems() {
        Found found = items();
        if (!found.files().isEmpty()) {
            return found;
        }
        if (!first(source.items(), Set.of()).files().isEmpty()) {
            throw MatrixException.usage(
                    "Benchmark '" + benchmark
                            + "' names the same file under 'items' and 'shots'; put the few-shot examples into a file of their own.");
        }
        throw MatrixException.usage(missing());
    }

    private String missing() {
        String looked = String.join(", ", source.items());
        return source.kind() == DataKind.REAL
                ? root + " has no data of " + benchmark + " (looked for " + looked
                        + "); put the published files there, or leave " + benchmark + " out of --benchmarks."
                : "Benchmark '" + benchmark + "': its items are missing in " + root + " (looked for " + looked
                        + "); correct 'items' in the benchmark's file, or put the file there.";
    }

    private Found first(List<String> paths, Set<String> without) {
        for (String path : paths) {
            List<DataFile> files = root.find(path).stream()
                    .filter(file -> !without.contains(file.name()))
                    .toList();
            if (!files.isEmpty()) {
                return new Found(path, files);
            }
        }
        return new Found("", List.of());
    }
}
