package dev.matrix.app;

import dev.matrix.domain.Item;
import dev.matrix.domain.Score;
import dev.matrix.domain.Trial;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.StoredRun;
import dev.matrix.store.UnreadableLines;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The trials of a stored run that count. All scores or a few replies are
 * held, never all replies, so that a long journal fits into memory. Not thread-safe.
 */
final class StoredTrials {

    private final StoredRun run;
    private final JournalState state;
    private final Map<String, Wanted> wanted = new HashMap<>();

    /** Where a trial belongs. */
    record Slot(String combination, String item, int repeat) {}

    private record Wanted(String id, PlannedCombination planned, Map<String, Item> items) {}

    /** @param combinations whose trials matter */
    StoredTrials(StoredRun run, PlannedKeys keys, List<PlannedCombination> combinations) {
        this.run = run;
        this.state = JournalState.of(run::forEachTrial, combinations.stream(), keys);
        Map<String, Map<String, Item>> items = new HashMap<>();
        for (PlannedCombination planned : combinations) {
            String benchmark = planned.combination().benchmark().name();
            Map<String, Item> its = items.computeIfAbsent(benchmark, name -> byId(planned.items()));
            wanted.put(planned.id(), new Wanted(planned.id(), planned, its));
        }
    }

    private static Map<String, Item> byId(List<Item> items) {
        Map<String, Item> byId = new HashMap<>();
        items.forEach(item -> byId.put(item.id(), item));
        return byId;
    }

    /**
     * What the journal holds of them.
     *
     * @param warning which lines could not be read; empty when all could
     */
    record Scores(Map<Slot, Score> bySlot, Optional<String> warning) {}

    /** The scores of all of them; reads the journal once. */
    Scores scores() {
        Scorer scorer = new Scorer();
        Map<Slot, Score> scores = new HashMap<>();
        UnreadableLines unreadable = run.forEachTrial(counting((slot, trial) -> {
            Wanted its = wanted.get(slot.combination());
            Item item = its == null ? null : its.items().get(slot.item());
            if (its != null && item != null) {
                scores.put(slot, scorer.score(its.planned().combination().benchmark(), item, trial));
            }
        }));
        return new Scores(scores, unreadable.warning());
    }

    /** The trials of a few slots; reads the journal once. */
    Map<Slot, Trial> trials(Set<Slot> slots) {
        Map<Slot, Trial> trials = new HashMap<>();
        UnreadableLines unused = run.forEachTrial(counting((slot, trial) -> {
            if (slots.contains(slot)) {
                trials.put(slot, trial);
            }
        }));
        return trials;
    }

    /** Hands out the trials that count. */
    private Consumer<Trial> counting(BiConsumer<Slot, Trial> valid) {
        return trial -> {
            Wanted its = wanted.get(trial.combinationId());
            Item item = its == null ? null : its.items().get(trial.item());
            if (its != null && item != null && state.counts(trial)) {
                // The plan's own texts, not those of the line: each stands in memory once.
                valid.accept(new Slot(its.id(), item.id(), trial.repeat()), trial);
            }
        };
    }
}
