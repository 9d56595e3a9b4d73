package dev.matrix.app;

import dev.matrix.store.cache.PruneRule;
import dev.matrix.store.cache.Pruned;
import dev.matrix.store.cache.TrialCache;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Removes answers from the cache across runs; no run is changed by it. */
public final class PruneCache {

    private final TrialCache cache;
    private final Clock clock;

    /** @param directory of the cache; need not be there */
    public PruneCache(Path directory, Clock clock) {
        this.cache = new TrialCache(directory, clock);
        this.clock = clock;
    }

    /**
     * What shall go. With neither an age nor a size, all.
     *
     * @param model name or digest; null: of all models
     * @param olderThan null: whatever its age
     * @param maxBytes what may stay, the newest first; null: whatever the size
     */
    public record Rule(
            @Nullable String model,
            @Nullable Duration olderThan,
            @Nullable Long maxBytes) {}

    /**
     * What went, or would go.
     *
     * @param inUse files that were left alone, because a run writes them now
     */
    public record Result(
            String directory, long entries, long bytes, long entriesLeft, long bytesLeft, int inUse, boolean dryRun) {}

    public Result prune(Rule rule, boolean dryRun) {
        Duration age = rule.olderThan();
        Pruned pruned = cache.prune(
                new PruneRule(rule.model(), age == null ? null : clock.instant().minus(age), rule.maxBytes()), dryRun);
        return new Result(
                cache.root().toString(),
                pruned.entries(),
                pruned.bytes(),
                pruned.entriesLeft(),
                pruned.bytesLeft(),
                pruned.inUse(),
                dryRun);
    }
}
