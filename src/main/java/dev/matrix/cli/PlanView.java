package dev.matrix.cli;

import dev.matrix.app.PlanSummary;
import dev.matrix.app.PreparedRun;
import dev.matrix.console.Figures;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints what a run would do. */
final class PlanView {

    private static final int ROWS = 40;

    private final Screen screen;

    PlanView(Screen screen) {
        this.screen = screen;
    }

    /**
     * @param prepared empty when there is nothing to do
     * @param reason why
     */
    void show(Optional<PreparedRun> prepared, String reason, boolean json) {
        if (prepared.isPresent()) {
            show(prepared.get(), json);
        } else if (json) {
            screen.result(new Json().text(nothing(reason)));
        }
    }

    private static Map<String, Object> nothing(String reason) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("combinations", List.of());
        document.put("trials", 0);
        document.put("requests", 0);
        document.put("tokens", 0);
        document.put("seconds", 0);
        document.put("reason", reason);
        return document;
    }

    private void show(PreparedRun prepared, boolean json) {
        PlanSummary plan = prepared.summary();
        if (json) {
            screen.result(new Json().text(json(plan)));
        } else if (prepared.nothingToRun().isEmpty()) {
            table(plan);
            screen.result("");
            screen.result(RunConversation.size(plan));
            RunConversation.shards(plan).ifPresent(screen::result);
            RunConversation.budget(plan).ifPresent(screen::result);
            RunConversation.inFlight(plan).ifPresent(screen::result);
            plan.differences().forEach((benchmark, sentence) -> screen.result(benchmark + ": " + sentence));
            screen.result(new PowerView(plan.power()).lines());
        }
    }

    private void table(PlanSummary plan) {
        TextTable table = new TextTable().left("combination").right("items").right("repeats");
        plan.combinations().stream()
                .limit(ROWS)
                .forEach(entry -> table.row(entry.id(), entry.items(), entry.repeats()));
        screen.result(table.lines());
        int all = plan.combinations().size();
        if (all > ROWS) {
            screen.result("and " + Figures.count(all - ROWS) + " more; --json lists all.");
        }
    }

    private static Map<String, Object> json(PlanSummary plan) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("combinations", plan.combinations());
        document.put("trials", plan.trials());
        document.put("control_trials", plan.controlTrials());
        document.put("requests", plan.requests());
        document.put("tokens", plan.tokens());
        document.put("seconds", plan.seconds());
        document.put("seconds_range", List.of(plan.lowSeconds(), plan.highSeconds()));
        document.put("smallest_difference_points", plan.points());
        document.put("power", plan.power().entries());
        document.put("power_warning", plan.power().warning());
        document.put("power_note", plan.power().note());
        document.put("budget", plan.budget());
        document.put("shard", plan.shard());
        document.put("concurrency", plan.concurrency().label());
        return document;
    }
}
