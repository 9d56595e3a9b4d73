package dev.matrix.execution;

import dev.matrix.domain.Model;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Says between two blocks of items which combinations of the resident model are asked no more. Called on one thread, while nothing is in flight and every
 * answer so far has been handed over; {@link #nanosLeft} from any thread.
 */
public interface StoppingRule {

    /** Items that each combination is asked before the rule is asked again, at least 1. */
    int blockItems();

    /** A model's turn begins; nothing of it is loaded yet. */
    void modelStarts(Model model);

    /** Why combinations are asked no more, as one word, by their ids; those that are not named go on with the next block. */
    Map<String, String> stops(BlockEnd end);

    /** How much time the run has left at most; empty when it has as much as it needs. */
    OptionalLong nanosLeft();

    /** Everything is asked, in one block. */
    static StoppingRule none() {
        return new StoppingRule() {
            @Override
            public int blockItems() {
                return Integer.MAX_VALUE;
            }

            @Override
            public void modelStarts(Model model) {}

            @Override
            public Map<String, String> stops(BlockEnd end) {
                return Map.of();
            }

            @Override
            public OptionalLong nanosLeft() {
                return OptionalLong.empty();
            }
        };
    }
}
