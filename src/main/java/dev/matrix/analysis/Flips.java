package dev.matrix.analysis;

import dev.matrix.domain.Personality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * On what a cell and baseline differ: trial by trial, and item by item, where the repeats of an item stand together. The one place that says what a flip is.
 *
 * @param trials those that are right in one of the two and wrong in the other, in sampling order
 * @param won ids of the items that are right more often here, in sampling order
 * @param lost ids of the items that are right more often in baseline
 */
public record Flips(CellKey key, List<Trial> trials, List<String> won, List<String> lost) {

    public Flips {
        trials = List.copyOf(trials);
        won = List.copyOf(won);
        lost = List.copyOf(lost);
    }

    /**
     * A trial that is right here where baseline's of the same item and repeat is wrong, or the reverse; both are scored.
     *
     * @param item its id
     * @param repeat from 0
     * @param won true when it is right here
     */
    public record Trial(String item, int repeat, boolean won) {}

    /**
     * The flips of one cell.
     *
     * @param itemIds of both cells, in sampling order
     */
    public static Flips of(CellKey key, CellAccumulator cell, CellAccumulator baseline, List<String> itemIds) {
        List<Trial> trials = new ArrayList<>();
        List<String> won = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        int repeats = Math.min(cell.repeats(), baseline.repeats());
        for (int item = 0; item < cell.items(); item++) {
            if (cell.isValid(item) && baseline.isValid(item)) {
                String id = itemIds.get(item);
                double right = cell.correct(item) - baseline.correct(item);
                if (right != 0) {
                    (right > 0 ? won : lost).add(id);
                }
                for (int repeat = 0; repeat < repeats; repeat++) {
                    add(trials, id, item, repeat, cell, baseline);
                }
            }
        }
        return new Flips(key, trials, won, lost);
    }

    private static void add(
            List<Trial> trials, String id, int item, int repeat, CellAccumulator cell, CellAccumulator baseline) {
        cell.correct(item, repeat).ifPresent(own -> baseline.correct(item, repeat)
                .filter(other -> !other.equals(own))
                .ifPresent(other -> trials.add(new Trial(id, repeat, own))));
    }

    /** Those of every cell that has a baseline beside it, compared with it or not, in plan order. Controls are baseline itself and have none. */
    static List<Flips> of(StudyData data) {
        Map<CellKey, StudyCell> cells = new HashMap<>();
        data.cells().stream().filter(cell -> !cell.control()).forEach(cell -> cells.put(cell.key(), cell));
        List<Flips> flips = new ArrayList<>();
        for (StudyCell cell : data.cells()) {
            StudyCell baseline = cells.get(cell.key().with(Personality.BASELINE));
            if (baseline != null && !cell.control() && !cell.key().equals(baseline.key())) {
                List<String> items = data.benchmark(cell.key().benchmark()).itemIds();
                flips.add(of(cell.key(), cell.scores(), baseline.scores(), items));
            }
        }
        return flips;
    }
}
