package dev.matrix.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

    /**
     * Files that somebody else has found.
     *
     * @param files by the path that a source gives them
     * @param shown the root as people know it
     */
    public static DataRoot of(Map<String, FoundFile> files, String shown) {
        return new DataRoot(new FixedLocator(files, shown));
    }

    /**
     * A file that was found.
     *
     * @param name for messages and for the record of a run
     * @param key begins the ids that are made for its records
     * @param path where it lies
     */
    public record FoundFile(String name, String key, Path path) {}

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
