package dev.matrix.app;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyData;
import dev.matrix.analysis.StudySettings;
import dev.matrix.domain.Combination;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Reach;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.Manifest;
import dev.matrix.store.StoredRun;
import java.util.ArrayList;
import java.util.List;

/** TEMPORARY until stats has it. */
record RunData(StudyData data, List<String> warnings) {

    static RunData of(StoredRun stored) {
        Manifest manifest = stored.manifest();
        StoredPlan plan = StoredPlan.of(stored);
        ScoreBoard board =
                new ScoreBoard(plan.plan(), new Scorer(), manifest.settings().maxMissing());
        PlannedKeys keys = plan.keys();
        JournalState state =
                JournalState.of(stored::forEachTrial, plan.plan().combinations(), keys);
        List<String> warnings = new ArrayList<>();
        board.prime(stored::forEachTrial, state, keys).warning().ifPresent(warnings::add);
        List<StudyBenchmark> benchmarks = manifest.benchmarks().stream()
                .map(record -> {
                    ItemSet set = plan.items().get(record.benchmark().name());
                    List<String> ids =
                            set == null ? List.of() : set.items().stream().map(Item::id).toList();
                    return new StudyBenchmark(
                            record.benchmark().name(),
                            plan.shownAs(record.benchmark()),
                            record.kind() == DataKind.SAMPLE,
                            record.benchmark().metric(),
                            ids,
                            ids.stream().map(id -> "").toList(),
                            null,
                            null);
                })
                .toList();
        List<StudyCell> cells = new ArrayList<>();
        for (ScoreCell cell : board.cells()) {
            Combination combination = cell.combination();
            boolean dropped = combination.personality().system() != null
                    && manifest.reach().stream()
                            .anyMatch(reach -> reach.reach() == Reach.DROPPED
                                    && reach.model().equals(combination.model().name())
                                    && reach.personality()
                                            .equals(combination.personality().name()));
            cells.add(new StudyCell(
                    new CellKey(
                            combination.model().name(),
                            combination.personality().name(),
                            combination.benchmark().name(),
                            combination.setting().id()),
                    cell.scores(),
                    cell.summary(),
                    cell.summary().status(),
                    dropped ? "the model's template drops the system prompt" : null,
                    false));
        }
        return new RunData(
                new StudyData(
                        List.of(), benchmarks, cells, StudySettings.usual(manifest.settings().seed())),
                warnings);
    }
}
