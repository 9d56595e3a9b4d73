package dev.matrix.app;

import dev.matrix.execution.CachedTrials;
import dev.matrix.execution.RequestFrames;
import dev.matrix.inference.ModelClient;
import dev.matrix.plan.TrialKeys;
import dev.matrix.store.RunDirectory;
import dev.matrix.store.cache.TrialCache;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of the cache across runs for one run; closing it closes its files.
 *
 * @param reader finds what other runs were answered
 * @param writer stores what this run is answered
 */
record RunCaching(CachedTrials reader, CacheWriter writer, CacheShelves shelves) implements AutoCloseable {

    /**
     * The caching of a run.
     *
     * @param cache null: nothing is read or written
     * @param client says what a request is to the letter
     * @param warn is told why the cache cannot be used
     */
    static RunCaching of(
            @Nullable TrialCache cache,
            PreparedRun prepared,
            RunDirectory directory,
            ModelClient client,
            Clock clock,
            Consumer<String> warn) {
        String version = prepared.server().version();
        CacheShelves shelves = new CacheShelves(cache, version, warn);
        CacheKeys keys = keys(prepared, client);
        CacheVerdicts verdicts = new CacheVerdicts(directory::manifest, version);
        return new RunCaching(
                new RunCache(new CacheLookup(shelves, keys), verdicts, directory::stored),
                new CacheWriter(shelves, keys, verdicts, prepared.plan(), directory.id(), version, clock),
                shelves);
    }

    /** What the trials of a run stand under. */
    static CacheKeys keys(PreparedRun prepared, ModelClient client) {
        TrialKeys trialKeys = new TrialKeys(prepared.request().measuring().seed());
        return new CacheKeys(
                prepared.conversations(),
                trialKeys,
                new RequestFrames(client, trialKeys),
                prepared.server().version());
    }

    @Override
    public void close() {
        shelves.close();
    }
}
