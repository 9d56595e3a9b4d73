package dev.matrix.plan;

import java.util.List;
import java.util.stream.Stream;

/** The whole run in order: model by model. */
public record RunPlan(List<ModelPlan> models) {

    public RunPlan {
        models = List.copyOf(models);
    }

    /** The same with baseline asked a second time in each model. */
    public RunPlan withControls() {
        return new RunPlan(models.stream().map(ModelPlan::withControls).toList());
    }

    /** All combinations in order, controls included. */
    public Stream<PlannedCombination> combinations() {
        return models.stream().flatMap(model -> model.combinations().stream());
    }

    /** The combinations of the matrix in order: controls are none. */
    public Stream<PlannedCombination> matrix() {
        return combinations().filter(planned -> !planned.combination().isControl());
    }

    public int trials() {
        return models.stream().mapToInt(ModelPlan::trials).sum();
    }
}
