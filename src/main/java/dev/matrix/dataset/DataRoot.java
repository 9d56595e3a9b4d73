package dev.matrix.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * The place that a source's paths are relative to: a directory, or the copies that are built into the program. Immutable and thread-safe.
 */
public final class DataRoot {

    private static final String BUILT_IN = "/catalogue/benchmarks";

    private final Locator locator;

    private DataRoot(Locator locator) {
        this.locator = locator;
    }

    /** A directory: the folder of a benchmark file, or that of {@code --data}. It need not exist: then nothing is found in it. */
    public static DataRoot directory(Path directory) {
        return new DataRoot(new DirectoryLocator(directory));
    }

    /** The catalogue's copies inside the program. */
    public static DataRoot builtIn() {
        return new DataRoot(new ClasspathLocator(BUILT_IN));
    }

    /** The files that a path matches, sorted by name; empty when there are none. */
    List<DataFile> find(String path) {
        return locator.find(path);
    }

    /** The root as people know it. */
    @Override
    public String toString() {
        return locator.describe();
    }
}
