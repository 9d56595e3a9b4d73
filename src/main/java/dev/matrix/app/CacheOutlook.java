package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;
import dev.matrix.inference.ModelClient;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.store.cache.TrialCache;
import java.time.Clock;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Says before a run how much of it other runs were answered. The first items of each combination stand for the others: a look at all would take its time. */
final class CacheOutlook {

    private static final int ITEMS = 20;

    private final CachePlace place;
    private final Clock clock;

    CacheOutlook(CachePlace place, Clock clock) {
        this.place = place;
        this.clock = clock;
    }

    /** One sentence; empty when nothing is there. */
    Optional<String> sentence(PreparedRun prepared, ModelClient client) {
        Optional<TrialCache> cache = place.of(prepared, clock);
        if (cache.isEmpty()) {
            return Optional.empty();
        }
        try (CacheShelves shelves =
                new CacheShelves(cache.get(), prepared.server().version(), problem -> {
                    // Told when the run begins.
                })) {
            CacheLookup lookup = new CacheLookup(shelves, RunCaching.keys(prepared, client));
            BaselineSystem baseline = prepared.request().measuring().baselineSystem();
            double there = prepared.rest()
                    .combinations()
                    .mapToDouble(each -> share(lookup, each, baseline) * each.trials())
                    .sum();
            long all = prepared.rest().trials();
            return Math.round(there) == 0
                    ? Optional.empty()
                    : Optional.of("About " + Math.round(there) + " of " + all + " trials were answered in earlier runs"
                            + " and need not be asked again, if twenty of them still hold where new ones stand"
                            + " beside them (--no-cache asks all); the time expected below counts them all.");
        }
    }

    /** How a lettered benchmark is read is not known yet: the way of which more is there. */
    private static double share(CacheLookup lookup, PlannedCombination planned, BaselineSystem baseline) {
        List<Item> first =
                planned.items().subList(0, Math.min(ITEMS, planned.items().size()));
        if (first.isEmpty()) {
            return 0;
        }
        PlannedCombination part = new PlannedCombination(planned.combination(), first, planned.repeats());
        int found = lookup.find(part, Protocol.GENERATE, baseline, new BitSet())
                .trials()
                .cardinality();
        if (planned.combination().benchmark().lettered()) {
            found = Math.max(
                    found,
                    lookup.find(part, Protocol.LOGPROB, baseline, new BitSet())
                            .trials()
                            .cardinality());
        }
        return (double) found / part.trials();
    }
}
