package dev.matrix.app;

import dev.matrix.domain.Model;
import dev.matrix.store.AtomicFile;
import dev.matrix.store.cache.CacheEntry;
import dev.matrix.store.cache.CacheGroup;
import dev.matrix.store.cache.TrialCache;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the cache across runs that belong to the models of one run. It is never worth an answer: the first thing that goes wrong with it is told, and
 * from then on it is not used. Thread-safe.
 */
final class CacheShelves implements AutoCloseable {

    private final @Nullable TrialCache cache;
    private final String version;
    private final Consumer<String> warn;
    private final Map<String, CacheGroup> groups = new HashMap<>();
    private volatile boolean unusable;

    /**
     * @param cache null: nothing is read or written
     * @param version the server's
     * @param warn is told why the cache cannot be used
     */
    CacheShelves(@Nullable TrialCache cache, String version, Consumer<String> warn) {
        this.cache = cache;
        this.version = version;
        this.warn = warn;
        this.unusable = cache == null;
    }

    /** What is done with the cache's files. */
    interface Body<T> {
        T run() throws IOException;
    }

    /** False when there is no cache, or it cannot be used. */
    boolean isOpen() {
        return !unusable;
    }

    /** Does something, or gives another value when the cache cannot be used. */
    <T> T guarded(T otherwise, Body<T> body) {
        if (unusable) {
            return otherwise;
        }
        try {
            return body.run();
        } catch (IOException e) {
            giveUp(e);
            return otherwise;
        }
    }

    private synchronized void giveUp(IOException cause) {
        if (!unusable && cache != null) {
            unusable = true;
            warn.accept("The cache across runs in " + cache.root() + " cannot be used: " + AtomicFile.reason(cause)
                    + ". The run goes on without it; make the place usable, or name another one with --cache-dir.");
        }
    }

    /** What is there of a model; empty when nothing is. */
    Optional<CacheGroup> filled(Model model) {
        return guarded(Optional.empty(), () -> Optional.of(group(model)).filter(group -> isFilled(group)));
    }

    private boolean isFilled(CacheGroup group) {
        return guarded(0, group::size) > 0;
    }

    void add(Model model, CacheEntry entry) {
        boolean unused = guarded(false, () -> {
            group(model).add(entry);
            return true;
        });
    }

    /** Lets others find what was added of a model; see {@link CacheGroup#finish}. */
    void finish(Model model, String origin, boolean anew) {
        boolean unused = guarded(false, () -> {
            group(model).finish(origin, anew);
            return true;
        });
    }

    /** Forgets what was added of a model. */
    void drop(Model model) {
        boolean unused = guarded(false, () -> {
            group(model).drop();
            return true;
        });
    }

    private synchronized CacheGroup group(Model model) {
        if (cache == null) {
            throw new IllegalStateException("there is no cache");
        }
        return groups.computeIfAbsent(model.digest(), digest -> cache.group(digest, version));
    }

    @Override
    public synchronized void close() {
        for (CacheGroup group : groups.values()) {
            try {
                group.close();
            } catch (IOException e) {
                giveUp(e);
            }
        }
        groups.clear();
        unusable = true;
    }
}
