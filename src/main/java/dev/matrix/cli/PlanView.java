package dev.matrix.cli;

import dev.matrix.analysis.NoiseFloor;
import dev.matrix.app.PreparedRun;
import dev.matrix.console.Figures;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import dev.matrix.domain.Combination;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Prints what a run would do. */
final class PlanView {

    private static final int ROWS = 40;

    private final Screen screen;

    PlanView(Screen screen) {
        this.screen = screen;
    }

    /** Shows the plan and returns the exit code. */
    int show(PreparedRun prepared, boolean json) {
        prepared.warnings().forEach(text -> screen.warning(SafeText.line(text, 1000)));
        if (json) {
            screen.result(new Json().text(json(prepared)));
            return ExitCode.OK;
        }
        if (prepared.isEmpty()) {
            screen.warning("No model is in range, so there is nothing to run. 'matrix detect-models' says why.");
            return ExitCode.OK;
        }
        table(prepared);
        screen.result("");
        screen.result(RunConversation.size(prepared));
        prepared.benchmarks()
                .forEach(benchmark -> screen.result(benchmark.shownAs() + ": "
                        + NoiseFloor.sentence(benchmark.items().items().size())));
        return ExitCode.OK;
    }

    private void table(PreparedRun prepared) {
        TextTable table = new TextTable().left("combination").right("items").right("repeats");
        prepared.plan()
                .combinations()
                .limit(ROWS)
                .forEach(planned -> table.row(planned.id(), planned.items().size(), planned.repeats()));
        screen.result(table.lines());
        long all = prepared.plan().combinations().count();
        if (all > ROWS) {
            screen.result("and " + Figures.count(all - ROWS) + " more; --json lists all.");
        }
    }

    private static Map<String, Object> json(PreparedRun prepared) {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("combinations", combinations(prepared).toList());
        plan.put("trials", prepared.plan().trials());
        plan.put("requests", prepared.estimate().requests());
        plan.put(
                "tokens",
                prepared.estimate().promptTokens() + prepared.estimate().generatedTokens());
        plan.put("seconds", prepared.estimate().seconds());
        plan.put(
                "seconds_range",
                List.of(prepared.estimate().lowSeconds(), prepared.estimate().highSeconds()));
        plan.put("smallest_difference_points", differences(prepared));
        return plan;
    }

    private static Stream<Map<String, Object>> combinations(PreparedRun prepared) {
        return prepared.plan().combinations().map(planned -> {
            Combination combination = planned.combination();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", planned.id());
            entry.put("model", combination.model().name());
            entry.put("personality", combination.personality().name());
            entry.put("benchmark", combination.benchmark().name());
            entry.put("setting", combination.setting().axes());
            entry.put("items", planned.items().size());
            return entry;
        });
    }

    private static Map<String, Double> differences(PreparedRun prepared) {
        Map<String, Double> points = new LinkedHashMap<>();
        prepared.benchmarks()
                .forEach(benchmark -> points.put(
                        benchmark.benchmark().name(),
                        NoiseFloor.points(benchmark.items().items().size())));
        return points;
    }
}
