package dev.matrix.dataset.hub;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One file of a data set.
 *
 * @param role what it is for: {@code items} or {@code shots}
 * @param path in the repository
 * @param key begins the ids that are made for its rows: the name of the published file that has the same rows
 * @param rows how many
 * @param columns path of each column that is needed, with its kind as {@link dev.matrix.dataset.parquet.ParquetFile#columns} says it
 * @param sha256 of the file; null when nobody says
 * @param contents hashes of the rows; null when there is nothing to compute them from
 */
public record PinnedFile(
        String role,
        String path,
        String key,
        Pinned<Long> rows,
        Pinned<Map<String, String>> columns,
        @Nullable Pinned<String> sha256,
        @Nullable Contents contents) {

    /** The role of the files that are scored. */
    public static final String ITEMS = "items";

    /**
     * The rows of the publisher's own file, whatever the file's format.
     *
     * @param ordered over the rows in their order
     * @param unordered over the rows in any order
     * @param source the file that they were computed from
     * @param note where the hub's rows may differ from it; empty when no difference is known
     */
    public record Contents(String ordered, String unordered, String source, Pinned.State state, String note) {}

    public boolean isItems() {
        return role.equals(ITEMS);
    }

    /** The needed columns that are missing or of another kind, each with what is there; empty when all fit. */
    Map<String, String> misfits(Map<String, String> found) {
        Map<String, String> misfits = new TreeMap<>();
        columns.value().forEach((path, kind) -> {
            String there = found.getOrDefault(path, "nothing");
            if (!there.equals(kind)) {
                misfits.put(path, there + " instead of " + kind);
            }
        });
        return misfits;
    }
}
