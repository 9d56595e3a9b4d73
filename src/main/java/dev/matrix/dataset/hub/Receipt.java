package dev.matrix.dataset.hub;

import org.jspecify.annotations.Nullable;

/**
 * What this program got when it first used a file: from then on only the same file is taken for it.
 *
 * @param repository its data set
 * @param revision its commit
 * @param path in the repository
 * @param sha256 what the file hashed to
 * @param pinnedSha256 what it was expected to; null when nobody said
 * @param bytes its size
 * @param rows its rows
 * @param endpoint the hub that was set at that time; the file may have been in the cache before
 * @param firstUsed when, ISO 8601
 */
record Receipt(
        String repository,
        String revision,
        String path,
        String sha256,
        @Nullable String pinnedSha256,
        long bytes,
        long rows,
        String endpoint,
        String firstUsed) {}
