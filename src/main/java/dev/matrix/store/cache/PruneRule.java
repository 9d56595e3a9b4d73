package dev.matrix.store.cache;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is removed from a cache: of the named model, or of all, everything that is older than a time; then the oldest entries until the rest of them is small
 * enough. With neither a time nor a size, all.
 *
 * @param model name or digest; null: all models
 * @param before null: whatever its age
 * @param maxBytes null: whatever the size
 */
public record PruneRule(
        @Nullable String model,
        @Nullable Instant before,
        @Nullable Long maxBytes) {

    boolean concerns(EntryHead head) {
        return model == null || head.model().equals(model) || head.digest().equals(model);
    }

    /** Without the rule on size. */
    boolean removes(EntryHead head) {
        return concerns(head) && (before == null ? maxBytes == null : head.at().isBefore(before));
    }
}
