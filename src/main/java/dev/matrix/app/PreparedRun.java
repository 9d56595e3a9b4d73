package dev.matrix.app;

import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Setting;
import dev.matrix.inference.ServerInfo;
import dev.matrix.plan.RunPlan;
import dev.matrix.plan.WorkEstimate;
import java.util.List;

/** Everything that a run is made of, before the first question is asked. */
public record PreparedRun(
        RunRequest request,
        ServerInfo server,
        List<Model> models,
        List<Personality> personalities,
        List<BenchmarkItems> benchmarks,
        List<Setting> settings,
        RunPlan plan,
        WorkEstimate estimate,
        List<String> warnings) {

    public PreparedRun {
        models = List.copyOf(models);
        personalities = List.copyOf(personalities);
        benchmarks = List.copyOf(benchmarks);
        settings = List.copyOf(settings);
        warnings = List.copyOf(warnings);
    }

    /** True when there is no model, and so nothing to do. */
    public boolean isEmpty() {
        return models.isEmpty();
    }

    /** The plan in figures. */
    public PlanSummary summary() {
        return PlanSummary.of(this);
    }
}
