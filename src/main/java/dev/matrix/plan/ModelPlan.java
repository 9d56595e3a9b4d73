package dev.matrix.plan;

import dev.matrix.domain.Model;
import java.util.List;

/** All combinations of one model, ordered so that equal prompt prefixes stand together: personality by personality, benchmark by benchmark. */
public record ModelPlan(Model model, List<PlannedCombination> combinations) {

    public ModelPlan {
        combinations = List.copyOf(combinations);
    }

    public int trials() {
        return combinations.stream().mapToInt(PlannedCombination::trials).sum();
    }
}
