package dev.matrix.analysis;

import java.util.List;

/**
 * The items on which a cell and baseline differ.
 *
 * @param won ids of the items that are right more often here, in sampling order
 * @param lost ids of the items that are right more often in baseline
 */
public record Flips(CellKey key, List<String> won, List<String> lost) {

    public Flips {
        won = List.copyOf(won);
        lost = List.copyOf(lost);
    }
}
