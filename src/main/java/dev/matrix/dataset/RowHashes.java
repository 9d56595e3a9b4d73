package dev.matrix.dataset;

import dev.matrix.domain.Fingerprint;
import java.util.List;

/**
 * What a set says, whatever the format of its files.
 *
 * @param count rows
 * @param ordered over the rows in their order
 * @param unordered over the rows in any order
 */
public record RowHashes(int count, String ordered, String unordered) {

    static RowHashes of(List<String> rows) {
        return new RowHashes(
                rows.size(), hash(rows), hash(rows.stream().sorted().toList()));
    }

    private static String hash(List<String> rows) {
        Fingerprint all = new Fingerprint().add("rows").add(rows.size());
        rows.forEach(all::add);
        return all.hex();
    }
}
