package dev.matrix.app;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.Studies;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyData;
import dev.matrix.analysis.Verdict;
import dev.matrix.execution.BlockEnd;
import dev.matrix.plan.PlannedCombination;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stops a personality once its comparison with baseline is decided, by the very analysis that gives the verdicts of the run. Baseline, and personalities that
 * are no part of the primary family, go on as long as one of the family does on the same benchmark.
 */
final class DecidedRule {

    private final Supplier<StudyData> data;

    /** @param data what analysis is given of all answers so far */
    DecidedRule(Supplier<StudyData> data) {
        this.data = data;
    }

    /** Ids of the combinations that are asked no more. */
    Set<String> decided(BlockEnd end) {
        if (end.going().stream().anyMatch(reached -> reached.items() == 0)) {
            return Set.of();
        }
        StudyData now = data.get();
        Map<CellKey, Verdict> verdicts = Studies.verdicts(now);
        Set<CellKey> family = family(now);
        List<CellKey> open = end.going().stream()
                .map(reached -> key(reached.planned()))
                .filter(key -> family.contains(key) && isOpen(verdicts.get(key)))
                .toList();
        return end.going().stream()
                .map(BlockEnd.Reached::planned)
                .filter(planned -> stops(key(planned), family, open))
                .map(PlannedCombination::id)
                .collect(Collectors.toSet());
    }

    private static boolean stops(CellKey key, Set<CellKey> family, List<CellKey> open) {
        return family.contains(key)
                ? !open.contains(key)
                : family.stream().anyMatch(each -> isBeside(each, key))
                        && open.stream().noneMatch(each -> isBeside(each, key));
    }

    /** So is one of which there is none yet, because no item is valid in both. */
    private static boolean isOpen(@Nullable Verdict verdict) {
        return verdict == null || verdict == Verdict.UNDECIDED;
    }

    /** The cells of which a verdict can be given. */
    private static Set<CellKey> family(StudyData data) {
        Set<CellKey> family = new HashSet<>();
        for (StudyCell cell : data.cells()) {
            if (data.isPrimary(cell) && cell.noEffect() == null) {
                family.add(cell.key());
            }
        }
        return family;
    }

    private static boolean isBeside(CellKey one, CellKey other) {
        return one.with(other.personality()).equals(other);
    }

    private static CellKey key(PlannedCombination planned) {
        return CellKey.of(planned.combination());
    }
}
