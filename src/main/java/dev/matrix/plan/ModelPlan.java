package dev.matrix.plan;

import dev.matrix.domain.Model;
import java.util.ArrayList;
import java.util.List;

/** All combinations of one model, ordered so that equal prompt prefixes stand together: personality by personality, benchmark by benchmark. */
public record ModelPlan(Model model, List<PlannedCombination> combinations) {

    public ModelPlan {
        combinations = List.copyOf(combinations);
    }

    /** The same with baseline once more after all others, so that what changes in the course of a model is in the difference to itself. */
    ModelPlan withControls() {
        List<PlannedCombination> all = new ArrayList<>(combinations);
        combinations.stream()
                .filter(planned -> planned.combination().personality().isBaseline())
                .map(PlannedCombination::again)
                .forEach(all::add);
        return new ModelPlan(model, all);
    }

    public int trials() {
        return combinations.stream().mapToInt(PlannedCombination::trials).sum();
    }
}
