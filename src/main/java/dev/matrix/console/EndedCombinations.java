package dev.matrix.console;

import dev.matrix.domain.Combination;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** How the combinations of a run ended, each counted once. Confined to its owner's lock. */
final class EndedCombinations {

    private final Map<String, Map<String, How>> byModel = new HashMap<>();
    private final Map<How, Integer> counts = new EnumMap<>(How.class);

    /** How one ended. */
    enum How {
        /** Nothing was left to ask. */
        KNOWN,
        /** With all its trials. */
        WHOLE,
        /** With some trials missing. */
        PARTIAL,
        FAILED
    }

    /** Counts the end of a combination of the matrix, unless it was told before. */
    void end(Combination combination, How how) {
        Map<String, How> its = byModel.computeIfAbsent(combination.model().name(), model -> new HashMap<>());
        if (its.putIfAbsent(combination.id(), how) == null) {
            counts.merge(how, 1, Integer::sum);
        }
    }

    /** The model is asked anew. */
    void forget(String model) {
        Map<String, How> its = byModel.remove(model);
        if (its != null) {
            its.values().forEach(how -> counts.merge(how, -1, Integer::sum));
        }
    }

    int count(How how) {
        return counts.getOrDefault(how, 0);
    }
}
