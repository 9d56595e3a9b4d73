package dev.matrix.app;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Trial;
import dev.matrix.execution.ProtocolChoice;
import dev.matrix.plan.ItemPositions;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.Manifest;
import dev.matrix.store.UnreadableLines;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The scores of a run while it grows: one {@link ScoreCell} a combination, in plan order. Thread-safe. */
final class ScoreBoard {

    private final Scorer scorer;
    private final double maxMissingPercent;
    private final ItemPositions positions = new ItemPositions();

    /** Replaced as a whole, never changed. */
    private volatile Map<String, ScoreCell> cells;

    /** @param maxMissingPercent with a larger percentage of its trials missing a combination is failed */
    ScoreBoard(RunPlan plan, Scorer scorer, double maxMissingPercent) {
        this.scorer = scorer;
        this.maxMissingPercent = maxMissingPercent;
        Map<String, ScoreCell> all = new LinkedHashMap<>();
        plan.combinations().forEach(planned -> all.put(planned.id(), empty(planned)));
        this.cells = all;
    }

    private ScoreCell empty(PlannedCombination planned) {
        return new ScoreCell(planned, scorer, maxMissingPercent, positions);
    }

    /** Forgets everything of a model, which is asked anew. */
    synchronized void forget(String model) {
        Map<String, ScoreCell> next = new LinkedHashMap<>(cells);
        next.replaceAll((id, cell) -> cell.combination().model().name().equals(model) ? empty(cell.planned()) : cell);
        cells = next;
    }

    /** Takes a trial that has just been asked; it replaces an earlier one of the same item and repeat. */
    void add(Trial trial) {
        ScoreCell cell = cells.get(trial.combinationId());
        if (cell != null) {
            cell.add(trial);
        }
    }

    /**
     * Takes the lines of a journal that count.
     *
     * @param journal hands out trials and returns which lines could not be read
     * @return which lines could not be read
     */
    UnreadableLines prime(Function<Consumer<Trial>, UnreadableLines> journal, JournalState state, PlannedKeys keys) {
        cells.values().forEach(cell -> keys.readBy(cell.combination()).ifPresent(cell::decide));
        return journal.apply(trial -> {
            ScoreCell cell = cells.get(trial.combinationId());
            if (cell != null && state.counts(trial)) {
                cell.add(trial);
            }
        });
    }

    /** A probe, or the record of an earlier one, says how the trials of a model and benchmark are read. */
    void protocolChosen(ProtocolChoice choice) {
        cells.values().stream()
                .filter(cell -> belongs(cell.combination(), choice))
                .forEach(cell -> cell.decide(choice.readBy()));
    }

    private static boolean belongs(Combination combination, ProtocolChoice choice) {
        return combination.model().name().equals(choice.model())
                && combination.benchmark().name().equals(choice.benchmark());
    }

    /** Combinations that a rule of the run stopped: only their first items were to be asked. */
    void stopped(Collection<Manifest.StopRecord> stops) {
        stops.forEach(stop -> reached(stop.combination(), stop.items()));
    }

    /** So many items of a combination were to be asked, from the first on. */
    void reached(String combination, int items) {
        ScoreCell cell = cells.get(combination);
        if (cell != null) {
            cell.reach(items);
        }
    }

    /** What was taken from the cache of a model turned out to be no longer true: it counts as not asked. */
    void returnTaken(String model) {
        cells.values().stream()
                .filter(cell -> cell.combination().model().name().equals(model))
                .forEach(ScoreCell::returnTaken);
    }

    void failed(String combination, String error) {
        ScoreCell cell = cells.get(combination);
        if (cell != null) {
            cell.fail(error);
        }
    }

    int combinations() {
        return cells.size();
    }

    /** All cells in plan order, controls included. */
    Collection<ScoreCell> cells() {
        return cells.values();
    }

    /** The cells of the matrix in order. */
    Stream<ScoreCell> matrix() {
        return cells.values().stream().filter(cell -> !cell.combination().isControl());
    }

    /** The cells that control others, in order. */
    Stream<ScoreCell> controls() {
        return cells.values().stream().filter(cell -> cell.combination().isControl());
    }

    Optional<ScoreCell> cell(Combination combination) {
        return Optional.ofNullable(cells.get(combination.id()));
    }

    /** True when every planned trial has a reply. */
    boolean isComplete() {
        return cells.values().stream().allMatch(ScoreCell::isComplete);
    }

    /** The planned combinations of the matrix in order: controls are none. */
    List<PlannedCombination> planned() {
        return matrix().map(ScoreCell::planned).toList();
    }
}
