package dev.matrix.plan;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Item;
import java.util.List;

/**
 * A combination with the items that it asks.
 *
 * @param combination the cell
 * @param items in sampling order
 * @param repeats how often each item is asked, at least 1
 */
public record PlannedCombination(Combination combination, List<Item> items, int repeats) {

    public PlannedCombination {
        items = List.copyOf(items);
        if (repeats < 1) {
            throw new IllegalArgumentException("repeats must be at least 1, got " + repeats);
        }
    }

    /** The same, asked once more with nothing changed. */
    PlannedCombination again() {
        return new PlannedCombination(combination.again(), items, repeats);
    }

    public String id() {
        return combination.id();
    }

    /** How many trials it has. */
    public int trials() {
        return items.size() * repeats;
    }
}
