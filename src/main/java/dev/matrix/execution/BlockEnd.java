package dev.matrix.execution;

import dev.matrix.plan.PlannedCombination;
import java.util.List;

/**
 * Where the resident model stands between two blocks.
 *
 * @param going combinations of the matrix that have items left and were not stopped
 * @param asked trials of the model that this invocation has asked
 * @param next trials that the next block asks
 * @param controls trials that controls ask after it, if nothing follows it
 */
public record BlockEnd(List<Reached> going, int asked, int next, int controls) {

    public BlockEnd {
        going = List.copyOf(going);
    }

    /**
     * How far one of them is.
     *
     * @param items that were asked, all from the first on
     */
    public record Reached(PlannedCombination planned, int items) {}
}
