package dev.matrix.dataset;

import dev.matrix.domain.Item;
import dev.matrix.domain.MatrixException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The few-shot examples that a run needs: the first of the pool, or of each stratum. A pool that has equally many examples of every stratum was made
 * stratum by stratum (MMLU: 5 a subject), and an item is shown its own; any other pool is shown to all items alike.
 *
 * @param shots at most {@code fewshot} a stratum
 * @param warning one sentence when there are fewer than asked for
 */
record ShotPool(List<Item> shots, Optional<String> warning) {

    static ShotPool none() {
        return new ShotPool(List.of(), Optional.empty());
    }

    /** Chooses from the pool for a set of items, which is the whole set, so that no limit changes the examples. */
    static ShotPool choose(String benchmark, List<Item> pool, List<Item> items, int fewshot) {
        requireUnscored(benchmark, pool, items);
        Map<String, Long> sizes = pool.stream().collect(Collectors.groupingBy(Item::stratum, Collectors.counting()));
        Set<Long> counts = items.stream()
                .map(item -> sizes.getOrDefault(item.stratum(), 0L))
                .collect(Collectors.toSet());
        boolean own = counts.size() == 1 && !counts.contains(0L);
        long there = own ? counts.iterator().next() : pool.size();
        List<Item> shots = own ? firstOfEach(pool, items, fewshot) : first(pool, fewshot);
        return new ShotPool(shots, warning(benchmark, there, fewshot));
    }

    private static List<Item> firstOfEach(List<Item> pool, List<Item> items, int fewshot) {
        Set<String> strata = items.stream().map(Item::stratum).collect(Collectors.toCollection(TreeSet::new));
        Map<String, Integer> taken = new HashMap<>();
        List<Item> shots = new ArrayList<>();
        for (Item shot : pool) {
            if (strata.contains(shot.stratum()) && taken.merge(shot.stratum(), 1, Integer::sum) <= fewshot) {
                shots.add(shot);
            }
        }
        return shots;
    }

    private static List<Item> first(List<Item> pool, int fewshot) {
        return pool.stream().limit(fewshot).map(ShotPool::forAll).toList();
    }

    /** The same example without a stratum, so that every item is shown it. */
    private static Item forAll(Item shot) {
        return new Item(
                shot.id(),
                "",
                shot.question(),
                shot.options(),
                shot.optionOrder(),
                shot.gold(),
                shot.fields(),
                shot.hash());
    }

    private static Optional<String> warning(String benchmark, long there, int fewshot) {
        return there >= fewshot
                ? Optional.empty()
                : Optional.of(benchmark + ": " + fewshot + " few-shot examples were asked for, its data have " + there
                        + "; so many are shown.");
    }

    private static void requireUnscored(String benchmark, List<Item> pool, List<Item> items) {
        Set<String> scored = items.stream().map(Item::id).collect(Collectors.toCollection(HashSet::new));
        pool.stream().map(Item::id).filter(scored::contains).findFirst().ifPresent(id -> {
            throw MatrixException.usage("Benchmark '" + benchmark + "': '" + id
                    + "' is both an item and a few-shot example; remove it from one of the two files.");
        });
    }
}
