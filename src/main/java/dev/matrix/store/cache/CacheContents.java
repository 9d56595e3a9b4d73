package dev.matrix.store.cache;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cache holds.
 *
 * @param entries stored answers; one that was asked again stands there twice
 * @param bytes size of its files
 * @param oldest null when it is empty
 * @param newest null when it is empty
 * @param models by name and digest
 */
public record CacheContents(
        long entries,
        long bytes,
        @Nullable Instant oldest,
        @Nullable Instant newest,
        List<OfModel> models) {

    public CacheContents {
        models = List.copyOf(models);
    }

    /** What it holds of one model. */
    public record OfModel(String model, String digest, long entries, long bytes, Instant oldest, Instant newest) {

        OfModel plus(long moreBytes, Instant at) {
            return new OfModel(
                    model,
                    digest,
                    entries + 1,
                    bytes + moreBytes,
                    at.isBefore(oldest) ? at : oldest,
                    at.isAfter(newest) ? at : newest);
        }
    }
}
