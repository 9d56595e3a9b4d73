package dev.matrix.app;

import dev.matrix.store.CellResult;
import dev.matrix.store.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a reader of the results must know of combinations that a rule of the run stopped, and of the control. */
final class StopNotes {

    private final Results results;

    StopNotes(Results results) {
        this.results = results;
    }

    List<String> all() {
        List<String> notes = new ArrayList<>(budget());
        notes.addAll(decided());
        notes.addAll(control());
        return notes;
    }

    /** True when the time was used up before all items were asked. */
    boolean budgetUsedUp() {
        return results.combinations().stream().anyMatch(each -> isBy(each, BlockStopping.BUDGET));
    }

    private List<String> budget() {
        Map<String, Integer> combinations = new LinkedHashMap<>();
        for (Results.FlatCombination each : results.combinations()) {
            CellResult.Reached reached = each.cell().reached();
            if (reached != null && isBy(each, BlockStopping.BUDGET)) {
                combinations.merge(
                        each.model() + " was asked the first " + reached.items() + " of " + reached.of() + " items",
                        1,
                        Integer::sum);
            }
        }
        List<String> notes = new ArrayList<>();
        combinations.forEach((clause, count) ->
                notes.add("budget: " + clause + " of " + count + (count == 1 ? " combination" : " combinations")));
        return notes;
    }

    private List<String> decided() {
        List<String> notes = new ArrayList<>();
        results.combinations().stream()
                .filter(each -> isBy(each, BlockStopping.DECIDED))
                .forEach(each -> {
                    CellResult.Reached reached = each.cell().reached();
                    if (reached != null) {
                        notes.add("decided: " + each.id() + " after " + reached.items() + " of " + reached.of()
                                + " items");
                    }
                });
        return notes;
    }

    private List<String> control() {
        return results.controlCombinations().stream()
                .filter(each -> each.cell().missing() > 0)
                .map(each -> "control: " + each.cell().missing() + " of "
                        + each.cell().planned() + " trials of " + each.id() + " are missing ("
                        + each.cell().status().label() + ")")
                .toList();
    }

    private static boolean isBy(Results.FlatCombination each, String rule) {
        CellResult.Reached reached = each.cell().reached();
        return reached != null && reached.by().equals(rule);
    }
}
