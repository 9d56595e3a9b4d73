package dev.matrix.dataset;

import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;

/**
 * What stands beside a score: what guessing and simple habits would reach on the same items. Shares are in [0, 1]; all are NaN without items.
 *
 * @param n number of items
 * @param keys for each letter the number of items in which it is right; empty when answers are not letters
 * @param majority share of items that the most frequent answer alone gets right
 * @param guess expected score of a random choice, from each item's own options; NaN when answers are not letters
 * @param longestRight expected score of always choosing the longest option by characters, a random one where several are equally long; NaN when answers
 *     are not letters
 */
public record KeyStatistics(
        int n, SortedMap<String, Integer> keys, double majority, double guess, double longestRight) {

    public KeyStatistics {
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
    }

    /** The statistics of the items of one benchmark. */
    public static KeyStatistics of(List<Item> items) {
        SortedMap<String, Integer> letters = new TreeMap<>();
        Map<String, Integer> others = new HashMap<>();
        for (Item item : items) {
            if (item.gold() instanceof Gold.Options gold) {
                gold.correct().forEach(place -> letters.merge(Item.letter(place), 1, Integer::sum));
            } else {
                others.merge(plain(item.gold()), 1, Integer::sum);
            }
        }
        return new KeyStatistics(
                items.size(),
                letters,
                majority(letters.isEmpty() ? others : letters, items.size()),
                mean(
                        items,
                        (item, gold) ->
                                (double) gold.correct().size() / item.options().size()),
                mean(items, KeyStatistics::longest));
    }

    private static double majority(Map<String, Integer> answers, int items) {
        return answers.values().stream().mapToInt(Integer::intValue).max().orElse(0) / (double) items;
    }

    private static double mean(List<Item> items, ToDoubleBiFunction<Item, Gold.Options> value) {
        return items.stream()
                .filter(item -> item.gold() instanceof Gold.Options)
                .mapToDouble(item -> value.applyAsDouble(item, (Gold.Options) item.gold()))
                .average()
                .orElse(Double.NaN);
    }

    private static double longest(Item item, Gold.Options gold) {
        List<Integer> lengths = item.options().stream()
                .map(option -> option.codePointCount(0, option.length()))
                .toList();
        int most = Collections.max(lengths);
        long longest = lengths.stream().filter(length -> length == most).count();
        long right = gold.correct().stream()
                .filter(place -> lengths.get(place) == most)
                .count();
        return (double) right / longest;
    }

    private static String plain(Gold gold) {
        return gold instanceof Gold.Numeric number
                ? number.value().stripTrailingZeros().toPlainString()
                : gold.toString();
    }
}
