package dev.matrix.app;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.Manifest;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks whether the items of a run are those that its manifest was written for: a file that was cut between two lines can be parsed. */
final class ItemsCheck {

    private final Manifest manifest;

    ItemsCheck(Manifest manifest) {
        this.manifest = manifest;
    }

    /** The first thing that is wrong, as a clause; empty when nothing is. */
    Optional<String> problem(Map<String, ItemSet> sets) {
        for (BenchmarkRecord record : manifest.benchmarks()) {
            String name = record.benchmark().name();
            ItemSet set = sets.get(name);
            int there = set == null ? 0 : set.items().size();
            if (set == null || there != record.used()) {
                return Optional.of(
                        "it has " + there + " items of " + name + " where manifest.json says " + record.used());
            }
            Optional<String> wrong = problem(set, record.benchmark().answer());
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problem(ItemSet set, AnswerKind answer) {
        Set<String> ids = new HashSet<>();
        for (Item item : set.items()) {
            if (!ids.add(item.id())) {
                return Optional.of("it has item '" + item.id() + "' of " + set.benchmark() + " twice");
            }
            if (!fits(item, answer)) {
                return Optional.of("the right answer of item '" + item.id() + "' of " + set.benchmark()
                        + " does not fit its options or the benchmark");
            }
        }
        return set.shots().stream()
                .filter(shot -> !fits(shot, answer))
                .findFirst()
                .map(shot -> "the right answer of example '" + shot.id() + "' of " + set.benchmark()
                        + " does not fit its options or the benchmark");
    }

    private static boolean fits(Item item, AnswerKind answer) {
        if (item.gold() instanceof Gold.Options options) {
            return answer.lettered()
                    && options.correct().stream()
                            .allMatch(place ->
                                    place >= 0 && place < item.options().size());
        }
        return item.gold() instanceof Gold.Numeric ? answer == AnswerKind.NUMBER : answer == AnswerKind.TEXT;
    }
}
