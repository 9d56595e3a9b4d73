package dev.matrix.analysis;

import dev.matrix.domain.Score;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores of one combination as they come, known by item id; what {@link CellAccumulator} holds compactly for a known order of items.
 *
 * @param entries in order; the last one of an item and repeat counts
 */
public record CellScores(List<Entry> entries) {

    public CellScores {
        entries = List.copyOf(entries);
    }

    /**
     * One trial's score.
     *
     * @param item id of the item
     * @param repeat from 0
     * @param score its score
     */
    public record Entry(String item, int repeat, Score score) {}

    /**
     * Places the scores in the plan's order.
     *
     * @param plannedItems ids in sampling order, each once
     * @param repeats planned repeats of each
     * @throws IllegalArgumentException when an entry's item is not planned
     */
    public CellAccumulator accumulate(List<String> plannedItems, int repeats) {
        Map<String, Integer> positions = new HashMap<>();
        plannedItems.forEach(item -> positions.put(item, positions.size()));
        CellAccumulator cell = new CellAccumulator(plannedItems.size(), repeats);
        for (Entry entry : entries) {
            Integer position = positions.get(entry.item());
            if (position == null) {
                throw new IllegalArgumentException("item '" + entry.item() + "' is not planned");
            }
            cell.add(position, entry.repeat(), entry.score());
        }
        return cell;
    }
}
