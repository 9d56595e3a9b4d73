package dev.matrix.app;

import dev.matrix.domain.Engine;
import dev.matrix.store.cache.TrialCache;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Where the cache across runs is, and whether a run uses it.
 *
 * @param directory need not be there
 * @param named true when somebody chose it
 * @param off true: nothing is read or written
 */
public record CachePlace(Path directory, boolean named, boolean off) {

    /**
     * The cache that a run uses. A simulator's answers depend on how it was started, which neither digest nor version tells: they are kept only in a place
     * that somebody names. Those of the demo never, nor what lm-eval asks, since of its replies only the text is known; nor those of several servers, where a
     * model that moves is asked anew.
     */
    Optional<TrialCache> of(PreparedRun prepared, Clock clock) {
        boolean simulated = prepared.server().simulated() && !named;
        return off
                        || simulated
                        || prepared.servers().addresses().size() > 1
                        || prepared.request().server().demo()
                        || prepared.request().measuring().engine() == Engine.LM_EVAL
                ? Optional.empty()
                : Optional.of(new TrialCache(directory, clock));
    }
}
