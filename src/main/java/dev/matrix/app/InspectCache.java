package dev.matrix.app;

import dev.matrix.store.cache.CacheContents;
import dev.matrix.store.cache.TrialCache;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what the cache across runs holds. */
public final class InspectCache {

    private final TrialCache cache;

    /** @param directory of the cache; need not be there */
    public InspectCache(Path directory, Clock clock) {
        this.cache = new TrialCache(directory, clock);
    }

    /**
     * What is there.
     *
     * @param oldest time as ISO-8601; null when nothing is there
     * @param newest likewise
     * @param models the largest first
     */
    public record Contents(
            String directory,
            long entries,
            long bytes,
            @Nullable String oldest,
            @Nullable String newest,
            List<Row> models) {}

    /** What is there of one model. */
    public record Row(String model, String digest, long entries, long bytes, String oldest, String newest) {}

    public Contents contents() {
        CacheContents found = cache.contents();
        return new Contents(
                cache.root().toString(),
                found.entries(),
                found.bytes(),
                found.oldest() == null ? null : found.oldest().toString(),
                found.newest() == null ? null : found.newest().toString(),
                found.models().stream()
                        .sorted(Comparator.comparingLong(CacheContents.OfModel::bytes)
                                .reversed())
                        .map(each -> new Row(
                                each.model(),
                                each.digest(),
                                each.entries(),
                                each.bytes(),
                                each.oldest().toString(),
                                each.newest().toString()))
                        .toList());
    }

    /** Its size in bytes, without a look into it. */
    public long bytes() {
        return cache.bytes();
    }
}
