package dev.matrix.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is drawn when the items of a benchmark are drawn anew: items of one group, such as an MMLU subject, resemble each other, so that a whole group is drawn
 * together; where groups are too few to draw from, and for items without a group, the item itself.
 *
 * <p>Source: A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), 3.8.
 */
public final class Clusters {

    private static final int FEWEST_GROUPS = 10;

    private Clusters() {}

    /**
     * The number of each item's cluster, from 0 without gaps.
     *
     * @param groups name of the group of each item; {@code ""} where it has none
     */
    public static int[] of(List<String> groups) {
        if (groups.stream().distinct().count() < FEWEST_GROUPS) {
            return IntStream.range(0, groups.size()).toArray();
        }
        Map<String, Integer> numbers = new HashMap<>();
        int[] clusters = new int[groups.size()];
        for (int item = 0; item < clusters.length; item++) {
            String group = groups.get(item);
            String name = group.isEmpty() ? "item " + item : "group " + group;
            clusters[item] = numbers.computeIfAbsent(name, key -> numbers.size());
        }
        return clusters;
    }
}
