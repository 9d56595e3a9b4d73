package dev.matrix.app;

import dev.matrix.store.LmEvalRecord;
import dev.matrix.store.Results;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a person should know of a run that lm-eval asked. */
final class LmEvalNotes {

    private LmEvalNotes() {}

    static List<String> of(Results results) {
        List<String> notes = new ArrayList<>();
        Set<String> substitutes = new LinkedHashSet<>();
        for (Results.FlatCombination each : results.combinations()) {
            LmEvalRecord said = each.cell().lmEval();
            if (said != null && said.substitute() != null) {
                substitutes.add("engine: lm-eval " + said.version() + " " + said.substitute());
            }
            if (said != null && !said.disagreements().isEmpty()) {
                notes.add("engine: " + each.id() + ": lm-eval and matrix read or score "
                        + said.disagreements().size() + " items otherwise; please report this");
            }
        }
        notes.addAll(substitutes);
        return notes;
    }
}
