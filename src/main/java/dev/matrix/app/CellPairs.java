package dev.matrix.app;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.StudyCell;
import dev.matrix.domain.Personality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The combinations of two runs, paired: the first run's cell stands as baseline, the second run's beside it, so that analysis compares the two as it would a
 * personality with baseline. Not thread-safe.
 */
final class CellPairs {

    /** What the second run is called beside that baseline. */
    private static final String SECOND = "second";

    private final SharedItems items;
    private final boolean mayStopEarly;
    private final Map<CellKey, StudyCell> unmatched = new LinkedHashMap<>();
    private final List<StudyCell> cells = new ArrayList<>();
    private final Map<CellKey, CellKey> originals = new LinkedHashMap<>();
    private final List<CompareRuns.Left> left = new ArrayList<>();
    private final List<String> onlySecond = new ArrayList<>();

    /** @param mayStopEarly true where a cell that is not asked to the end may be used */
    CellPairs(List<StudyCell> first, List<StudyCell> second, SharedItems items, boolean mayStopEarly) {
        this.items = items;
        this.mayStopEarly = mayStopEarly;
        first.stream().filter(cell -> !cell.control()).forEach(cell -> unmatched.put(cell.key(), cell));
        second.stream().filter(cell -> !cell.control()).forEach(this::pair);
    }

    private void pair(StudyCell after) {
        StudyCell before = unmatched.remove(after.key());
        if (before == null) {
            onlySecond.add(after.key().id());
            return;
        }
        String reason = unusable(before, after);
        if (reason != null) {
            left.add(new CompareRuns.Left(after.key().id(), reason));
            return;
        }
        CellKey key = after.key();
        CellKey pair = new CellKey(key.model() + " " + key.personality(), SECOND, key.benchmark(), key.setting());
        originals.put(pair, key);
        cells.add(items.first(before, pair.with(Personality.BASELINE)));
        cells.add(items.second(after, pair));
    }

    private @Nullable String unusable(StudyCell first, StudyCell second) {
        String benchmark = second.key().benchmark();
        if (items.count(benchmark) == 0) {
            return "no item of " + benchmark + " is the same in both";
        }
        String before = first.unusable(mayStopEarly);
        String reason = before == null ? second.unusable(mayStopEarly) : before;
        if (reason != null) {
            return "it " + reason + " in one of the two";
        }
        return items.comparable(first, second) ? null : "no shared item is scored in both";
    }

    /** Both cells of each pair. */
    List<StudyCell> cells() {
        return cells;
    }

    /** The combination that a pair's key stands for. */
    CellKey original(CellKey pair) {
        return Objects.requireNonNull(originals.get(pair));
    }

    /** Combinations of both from which nothing can be said. */
    List<CompareRuns.Left> left() {
        return left;
    }

    /** Ids of the combinations that only the first run has. */
    List<String> onlyFirst() {
        return unmatched.keySet().stream().map(CellKey::id).toList();
    }

    /** Ids of the combinations that only the second run has. */
    List<String> onlySecond() {
        return onlySecond;
    }
}
