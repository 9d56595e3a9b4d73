package dev.matrix.plan;

import java.util.List;
import java.util.stream.Stream;

/** The whole run in order: model by model. */
public record RunPlan(List<ModelPlan> models) {

    public RunPlan {
        models = List.copyOf(models);
    }

    public Stream<PlannedCombination> combinations() {
        return models.stream().flatMap(model -> model.combinations().stream());
    }

    public int trials() {
        return models.stream().mapToInt(ModelPlan::trials).sum();
    }
}
