package dev.matrix.dataset;

import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.Item;
import dev.matrix.domain.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One order of a whole set, whose beginnings are the samples. Within a stratum items are sorted by {@code Fingerprint("sample order", seed, item id)};
 * {@link Interleaving} decides whose turn it is. It depends on ids, strata and seed alone, not on the order of the file or on Java's random numbers.
 */
final class SampleOrder {

    private SampleOrder() {}

    static List<Item> of(List<Item> items, SamplePlan plan) {
        return plan.sample() == Sample.FIRST ? items : stratified(items, plan.seed());
    }

    private static List<Item> stratified(List<Item> items, long seed) {
        Map<String, List<Item>> strata = new TreeMap<>();
        for (Item item : shuffled(items, seed)) {
            strata.computeIfAbsent(item.stratum(), name -> new ArrayList<>()).add(item);
        }
        List<List<Item>> groups = List.copyOf(strata.values());
        int[] sizes = groups.stream().mapToInt(List::size).toArray();
        double[] phases =
                strata.keySet().stream().mapToDouble(name -> phase(name, seed)).toArray();
        int[] taken = new int[sizes.length];
        List<Item> order = new ArrayList<>(items.size());
        for (int group : new Interleaving(sizes, phases).sequence()) {
            order.add(groups.get(group).get(taken[group]++));
        }
        return order;
    }

    private static List<Item> shuffled(List<Item> items, long seed) {
        Map<String, String> keys = new HashMap<>();
        items.forEach(item -> keys.put(
                item.id(),
                new Fingerprint().add("sample order").add(seed).add(item.id()).hex()));
        return items.stream()
                .sorted(Comparator.comparing(item -> String.valueOf(keys.get(item.id()))))
                .toList();
    }

    /** A number in [0, 1) from the first 52 bits of a digest. */
    private static double phase(String stratum, long seed) {
        String digest =
                new Fingerprint().add("stratum phase").add(seed).add(stratum).hex();
        return Long.parseLong(digest.substring(0, 13), 16) / (double) (1L << 52);
    }
}
