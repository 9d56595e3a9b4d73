package dev.matrix.app;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.execution.ProtocolChoice;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import dev.matrix.scoring.Scorer;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** The scores of a run while it grows: one {@link ScoreCell} a combination, in plan order. Thread-safe. */
final class ScoreBoard {

    private final Map<String, ScoreCell> cells = new LinkedHashMap<>();
    private final Scorer scorer;

    ScoreBoard(RunPlan plan, Scorer scorer) {
        this.scorer = scorer;
        IdentityHashMap<List<Item>, Map<String, Integer>> positions = new IdentityHashMap<>();
        plan.combinations().forEach(planned -> cells.put(planned.id(), new ScoreCell(planned, positions)));
    }

    /** Scores a trial; it replaces an earlier one of the same item and repeat. Trials that the plan does not have are passed over. */
    void add(Trial trial) {
        ScoreCell cell = cells.get(trial.combination());
        if (cell != null) {
            cell.add(trial, scorer);
        }
    }

    /**
     * Takes the valid trials of a journal: those whose key is the planned one.
     *
     * @param journal hands out trials and returns how many lines could not be read
     * @return how many lines could not be read
     */
    int prime(ToIntFunction<Consumer<Trial>> journal, PlannedKeys keys) {
        return journal.applyAsInt(trial -> {
            ScoreCell cell = cells.get(trial.combination());
            Optional<Item> item = cell == null ? Optional.empty() : cell.item(trial.item());
            if (cell != null
                    && item.isPresent()
                    && keys.key(cell.combination(), item.get(), trial.repeat()).equals(Optional.of(trial.key()))) {
                cell.add(trial, scorer);
            }
        });
    }

    /** The probe of log-probabilities did not hold: its replies are no longer trials. */
    void protocolChosen(ProtocolChoice choice) {
        if (choice.readBy() == Protocol.GENERATE) {
            cells.values().stream()
                    .filter(cell -> belongs(cell.combination(), choice))
                    .forEach(ScoreCell::dropLogprobTrials);
        }
    }

    private static boolean belongs(Combination combination, ProtocolChoice choice) {
        return combination.model().name().equals(choice.model())
                && combination.benchmark().name().equals(choice.benchmark());
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

    Collection<ScoreCell> cells() {
        return cells.values();
    }

    Optional<ScoreCell> cell(Combination combination) {
        return Optional.ofNullable(cells.get(combination.id()));
    }

    /** True when every planned trial has a reply. */
    boolean isComplete() {
        return cells.values().stream().allMatch(ScoreCell::isComplete);
    }

    /** The planned combinations in order. */
    List<PlannedCombination> planned() {
        return cells.values().stream().map(ScoreCell::planned).toList();
    }
}
