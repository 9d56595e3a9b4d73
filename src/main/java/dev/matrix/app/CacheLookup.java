package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.execution.CachedPlaces;
import dev.matrix.execution.CachedTrial;
import dev.matrix.execution.ReachFinding;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.store.cache.CacheEntry;
import dev.matrix.store.cache.CacheGroup;
import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds planned trials among the answers of other runs. A cache that cannot be read is as good as none, and says so once. Thread-safe. */
final class CacheLookup {

    private final CacheShelves shelves;
    private final CacheKeys keys;

    /**
     * @param shelves the entries
     * @param keys what they stand under
     */
    CacheLookup(CacheShelves shelves, CacheKeys keys) {
        this.shelves = shelves;
        this.keys = keys;
    }

    /** As {@link dev.matrix.execution.CachedTrials#find}. */
    CachedPlaces find(PlannedCombination planned, Protocol readBy, BaselineSystem baseline, BitSet without) {
        Optional<CacheGroup> group = shelves.filled(planned.combination().model());
        return group.isEmpty() || planned.items().isEmpty()
                ? CachedPlaces.none()
                : shelves.guarded(CachedPlaces.none(), () -> find(group.get(), planned, readBy, baseline, without));
    }

    private CachedPlaces find(
            CacheGroup group, PlannedCombination planned, Protocol readBy, BaselineSystem baseline, BitSet without)
            throws IOException {
        Map<String, BitSet> found = new LinkedHashMap<>();
        int repeats = planned.repeats();
        int trial = without.nextClearBit(0);
        while (trial < planned.trials()) {
            int item = trial / repeats;
            Conversation conversation = keys.conversation(planned, item, readBy, baseline);
            while (trial < (item + 1) * repeats) {
                String key = keys.key(planned, conversation, readBy, item, trial % repeats);
                String origin = group.origin(key);
                if (origin != null) {
                    found.computeIfAbsent(origin, name -> new BitSet()).set(trial);
                }
                trial = without.nextClearBit(trial + 1);
            }
        }
        return new CachedPlaces(found);
    }

    /** As {@link dev.matrix.execution.CachedTrials#read}. */
    Optional<CachedTrial> read(PlannedCombination planned, int trial, Protocol readBy, BaselineSystem baseline) {
        Optional<CacheGroup> group = shelves.filled(planned.combination().model());
        if (group.isEmpty()) {
            return Optional.empty();
        }
        int item = trial / planned.repeats();
        int repeat = trial % planned.repeats();
        Conversation conversation = keys.conversation(planned, item, readBy, baseline);
        String key = keys.key(planned, conversation, readBy, item, repeat);
        String trialKey = keys.trialKey(planned, conversation, repeat);
        return shelves.guarded(Optional.<CacheEntry>empty(), () -> group.get().read(key))
                .filter(entry -> isOf(planned, item, repeat, entry.trial()))
                .filter(entry ->
                        entry.trial().key().equals(trialKey) && entry.trial().readBy() == readBy)
                .map(entry -> new CachedTrial(entry.trial().takenFrom(entry.run()), reach(planned, entry)));
    }

    /** A file that somebody edited must not put a trial where it does not belong. */
    private static boolean isOf(PlannedCombination planned, int item, int repeat, Trial trial) {
        return trial.failure().isEmpty()
                && trial.combinationId().equals(planned.id())
                && trial.item().equals(planned.items().get(item).id())
                && trial.repeat() == repeat;
    }

    private static @Nullable ReachFinding reach(PlannedCombination planned, CacheEntry entry) {
        Combination combination = planned.combination();
        return entry.reach() == null
                ? null
                : new ReachFinding(
                        combination.model().name(),
                        combination.personality().name(),
                        entry.reach(),
                        Objects.requireNonNullElse(entry.evidence(), "found out by run " + entry.run()));
    }
}
