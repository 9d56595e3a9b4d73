package dev.matrix.plan;

import dev.matrix.domain.Item;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Where items stand in their list, by id; made once for all combinations that share a list. Not thread-safe. */
public final class ItemPositions {

    private final IdentityHashMap<List<Item>, Map<String, Integer>> byList = new IdentityHashMap<>();

    /** The place of each item, 0-based. */
    public Map<String, Integer> of(List<Item> items) {
        return byList.computeIfAbsent(items, ItemPositions::positions);
    }

    private static Map<String, Integer> positions(List<Item> items) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            positions.put(items.get(i).id(), i);
        }
        return positions;
    }
}
