package dev.matrix.app;

import dev.matrix.analysis.CellAccumulator;
import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The items that two runs share: the same id and the same content, in the second run's order. */
final class SharedItems {

    /** That a cell may be compared is judged by all of its items, not by those that are shared. */
    private static final double ALL_MAY_BE_MISSING = 100;

    private final Map<String, Places> byBenchmark = new HashMap<>();

    /**
     * Where the shared items of a benchmark stand in either run.
     *
     * @param changed items with the same id and another content
     */
    private record Places(List<Integer> first, List<Integer> second, int changed) {}

    /**
     * @param first items of the first run by benchmark
     * @param second of the second run
     */
    SharedItems(Map<String, ItemSet> first, Map<String, ItemSet> second) {
        second.forEach((benchmark, set) -> {
            ItemSet other = first.get(benchmark);
            byBenchmark.put(benchmark, places(other == null ? List.of() : other.items(), set.items()));
        });
    }

    private static Places places(List<Item> first, List<Item> second) {
        Map<String, Integer> byId = new HashMap<>();
        first.forEach(item -> byId.put(item.id(), byId.size()));
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        int changed = 0;
        for (int place = 0; place < second.size(); place++) {
            Integer other = byId.get(second.get(place).id());
            if (other != null
                    && first.get(other).hash().equals(second.get(place).hash())) {
                before.add(other);
                after.add(place);
            } else if (other != null) {
                changed++;
            }
        }
        return new Places(before, after, changed);
    }

    private Places places(String benchmark) {
        return byBenchmark.getOrDefault(benchmark, new Places(List.of(), List.of(), 0));
    }

    /** How many items of a benchmark are shared. */
    int count(String benchmark) {
        return places(benchmark).second().size();
    }

    /** How many have the same id and another content. */
    int changed(String benchmark) {
        return places(benchmark).changed();
    }

    /** A cell of the first run with the shared items alone. */
    StudyCell first(StudyCell cell, CellKey key) {
        return only(cell, key, places(cell.key().benchmark()).first());
    }

    /** A cell of the second run with the shared items alone. */
    StudyCell second(StudyCell cell, CellKey key) {
        return only(cell, key, places(cell.key().benchmark()).second());
    }

    private static StudyCell only(StudyCell cell, CellKey key, List<Integer> places) {
        int[] positions = places.stream().mapToInt(Integer::intValue).toArray();
        return StudyCell.of(key, cell.scores().only(positions), ALL_MAY_BE_MISSING, null, false);
    }

    /** True when an item is scored in both. */
    boolean comparable(StudyCell first, StudyCell second) {
        Places places = places(second.key().benchmark());
        CellAccumulator before = first.scores();
        CellAccumulator after = second.scores();
        return IntStream.range(0, places.second().size())
                .anyMatch(i -> before.isValid(places.first().get(i))
                        && after.isValid(places.second().get(i)));
    }

    /** The benchmark with the shared items alone. */
    StudyBenchmark only(StudyBenchmark benchmark) {
        List<Integer> places = places(benchmark.name()).second();
        return new StudyBenchmark(
                benchmark.name(),
                benchmark.shownAs(),
                benchmark.sample(),
                benchmark.metric(),
                places.stream().map(place -> benchmark.itemIds().get(place)).toList(),
                places.stream().map(place -> benchmark.groups().get(place)).toList(),
                benchmark.guess(),
                benchmark.majority());
    }
}
