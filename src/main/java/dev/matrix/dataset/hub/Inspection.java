package dev.matrix.dataset.hub;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cached file as it is now, beside what is pinned of it.
 *
 * @param sha256 its hash
 * @param rows its rows; -1 when it cannot be read
 * @param misfits needed columns that are missing or of another kind
 * @param damage why it cannot be what it was; null when nothing speaks for damage
 */
public record Inspection(
        String sha256,
        long rows,
        Map<String, String> misfits,
        @Nullable String damage) {

    public Inspection {
        misfits = Map.copyOf(misfits);
    }

    /** Whether it is the file with the pinned hash; null when no hash is pinned. */
    public @Nullable Boolean isPinned(PinnedFile file) {
        return file.sha256() == null ? null : file.sha256().value().equals(sha256);
    }

    /** Whether it has the rows and columns that are needed. */
    public boolean fits(PinnedFile file) {
        return damage == null && misfits.isEmpty() && rows == file.rows().value();
    }
}
