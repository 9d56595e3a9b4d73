package dev.matrix.app;

import dev.matrix.analysis.CellAccumulator;
import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.Flips;
import dev.matrix.domain.Item;
import dev.matrix.domain.Score;
import dev.matrix.plan.PlannedCombination;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the flips of some combinations of a stored run stand in its journal, as analysis names them. */
final class FlippedSlots {

    private final StoredPlan plan;
    private final Map<String, PlannedCombination> planned = new HashMap<>();
    private final Map<StoredTrials.Slot, Score> scores;
    private final Map<String, CellAccumulator> cells = new HashMap<>();

    /**
     * @param read the combinations and their baselines
     * @param scores of all these
     */
    FlippedSlots(StoredPlan plan, List<PlannedCombination> read, Map<StoredTrials.Slot, Score> scores) {
        this.plan = plan;
        read.forEach(each -> planned.put(each.id(), each));
        this.scores = scores;
    }

    /** One that has no baseline beside it, as baseline itself, has no flips. */
    Set<StoredTrials.Slot> of(List<PlannedCombination> combinations) {
        Set<StoredTrials.Slot> slots = new HashSet<>();
        for (PlannedCombination own : combinations) {
            String id = own.id();
            PlannedCombination baseline =
                    planned.get(ShowTrials.baseline(own.combination()).id());
            if (baseline != null && !baseline.id().equals(id)) {
                flips(own, baseline)
                        .trials()
                        .forEach(flip -> slots.add(new StoredTrials.Slot(id, flip.item(), flip.repeat())));
            }
        }
        return slots;
    }

    private Flips flips(PlannedCombination own, PlannedCombination baseline) {
        List<String> items = own.items().stream().map(Item::id).toList();
        return Flips.of(CellKey.of(own.combination()), cell(own), cell(baseline), items);
    }

    private CellAccumulator cell(PlannedCombination of) {
        return cells.computeIfAbsent(of.id(), id -> {
            CellAccumulator cell = new CellAccumulator(of.items().size(), of.repeats());
            for (int item = 0; item < of.items().size(); item++) {
                String asked = of.items().get(item).id();
                for (int repeat = 0; repeat < of.repeats(); repeat++) {
                    Score score = scores.get(new StoredTrials.Slot(id, asked, repeat));
                    if (score != null) {
                        cell.add(item, repeat, score);
                    }
                }
            }
            plan.manifest().stops().stream()
                    .filter(stop -> stop.combination().equals(id))
                    .forEach(stop -> cell.reach(stop.items()));
            return cell;
        });
    }
}
