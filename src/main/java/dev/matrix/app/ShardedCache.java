package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Trial;
import dev.matrix.store.Manifest;
import dev.matrix.store.StoredRun;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether shards may be put together although they took answers from the cache: where one found that those of a model hold no longer, those that another one
 * took would not count in the merged run.
 */
final class ShardedCache {

    private final List<StoredRun> shards;

    ShardedCache(List<StoredRun> shards) {
        this.shards = shards;
    }

    /**
     * @param named what a shard is called
     * @throws MatrixException of kind USAGE that names two shards which do not agree
     */
    void require(Function<StoredRun, String> named) {
        for (StoredRun refusing : shards) {
            Set<String> refused = refused(refusing);
            for (StoredRun other : shards) {
                Set<String> open = new TreeSet<>(refused);
                open.removeAll(refused(other));
                for (String model : open) {
                    if (took(other, model)) {
                        throw MatrixException.usage("The shards do not belong together: " + named.apply(other)
                                + " took answers of " + model + " from the cache, which " + named.apply(refusing)
                                + " found to hold no longer. Ask that shard anew with --no-cache and another --run-id,"
                                + " and name that run instead of " + other.id() + ".");
                    }
                }
            }
        }
    }

    private static Set<String> refused(StoredRun run) {
        return run.manifest().cacheChecks().stream()
                .filter(check -> !check.used())
                .map(Manifest.CacheCheckRecord::model)
                .collect(Collectors.toSet());
    }

    /** True when the newest line of any trial of the model came from the cache. */
    private static boolean took(StoredRun run, String model) {
        Predicate<String> its = CombinationIds.of(run.manifest(), model);
        Set<String> taken = new HashSet<>();
        // What cannot be read is told by the merge.
        var unused = run.forEachTrial(trial -> {
            if (trial.fromCache() && its.test(trial.combinationId())) {
                taken.add(slot(trial));
            } else if (!taken.isEmpty()) {
                taken.remove(slot(trial));
            }
        });
        return !taken.isEmpty();
    }

    private static String slot(Trial trial) {
        return trial.combinationId() + '\n' + trial.item() + '\n' + trial.repeat();
    }
}
