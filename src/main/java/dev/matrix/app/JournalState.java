package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.execution.KnownTrials;
import dev.matrix.plan.ItemPositions;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.store.UnreadableLines;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How the trials of a plan stand to the journal, and the one place that says whether a line counts: it does when it is the last one of its item and repeat
 * and has the key that the plan gives it now. Filled once, then read by many threads.
 */
final class JournalState implements KnownTrials {

    private final Map<String, JournalLines> combinations = new HashMap<>();
    private Optional<String> warning = Optional.empty();

    private JournalState(Stream<PlannedCombination> planned, PlannedKeys keys) {
        ItemPositions positions = new ItemPositions();
        planned.forEach(each -> combinations.put(each.id(), new JournalLines(each, keys, positions.of(each.items()))));
    }

    /** Of a new run: there are no lines. */
    static JournalState none(PlannedKeys keys) {
        return new JournalState(Stream.empty(), keys);
    }

    /**
     * Reads a journal once, keeping a few bytes of each line.
     *
     * @param journal hands out trials and returns which lines could not be read
     */
    static JournalState of(
            Function<Consumer<Trial>, UnreadableLines> journal, Stream<PlannedCombination> planned, PlannedKeys keys) {
        JournalState state = new JournalState(planned, keys);
        state.warning = journal.apply(state::add).warning();
        // Rendering and hashing what the plan would ask takes longer than reading the journal.
        state.combinations.values().parallelStream().forEach(JournalLines::settle);
        return state;
    }

    private void add(Trial trial) {
        JournalLines lines = combinations.get(trial.combinationId());
        if (lines != null) {
            lines.add(trial);
        }
    }

    /** Which lines could not be read; empty when all could. */
    Optional<String> warning() {
        return warning;
    }

    /** True when the line is what the plan asks, failed or not. */
    boolean counts(Trial line) {
        JournalLines lines = combinations.get(line.combinationId());
        return lines != null && lines.count(line);
    }

    /**
     * Why a planned trial is asked (again), or that it need not be.
     *
     * @param trial its number in the combination, item by item, repeats together
     */
    Standing standing(PlannedCombination planned, int trial) {
        JournalLines lines = combinations.get(planned.id());
        return lines == null ? Standing.NEW : lines.standing(trial);
    }

    @Override
    public BitSet done(PlannedCombination planned, Protocol readBy, BaselineSystem baseline) {
        JournalLines lines = combinations.get(planned.id());
        return lines == null ? new BitSet() : lines.done(readBy, baseline);
    }

    @Override
    public BitSet fromCache(PlannedCombination planned, Protocol readBy, BaselineSystem baseline) {
        JournalLines lines = combinations.get(planned.id());
        return lines == null ? new BitSet() : lines.fromCache(readBy, baseline);
    }

    /** How a planned trial stands to the journal. */
    enum Standing {
        REUSED,
        FAILED,
        STALE,
        NEW
    }
}
