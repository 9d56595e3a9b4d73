package dev.matrix.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list.
 *
 * @param id its name
 * @param manifest null when it cannot be read; its state is INTERRUPTED where the file says RUNNING but nobody is at work
 * @param completed complete combinations by the checkpoint; -1 when there is none
 * @param remaining remaining combinations by the checkpoint; -1 when there is none
 * @param error why it cannot be read; null when it can
 * @param alive true when a process is writing it now
 */
public record RunListing(
        String id,
        @Nullable Manifest manifest,
        int completed,
        int remaining,
        @Nullable String error,
        boolean alive) {

    /** For sorting: the last change, or the beginning of time when it cannot be read. */
    public Instant updatedAt() {
        return manifest == null ? Instant.EPOCH : manifest.updatedAt();
    }
}
