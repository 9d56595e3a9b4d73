package dev.matrix.analysis;

import java.util.List;
import java.util.Optional;

/**
 * All that analysis says of a run. Who shows a number takes it from here and computes none beside it.
 *
 * @param family how many comparisons the correction is for, fixed before the run
 * @param primary the comparisons that were fixed before the run, in plan order
 * @param notCompared cells of the family from which nothing can be said
 * @param exploratory what else was looked at, each kind a family of its own
 * @param controls what changes when nothing changes
 * @param flips on what a cell and baseline differ, one a cell that has a baseline
 */
public record Study(
        StudyData data,
        int family,
        List<Comparison> primary,
        List<NotCompared> notCompared,
        List<Exploratory> exploratory,
        List<ControlFinding> controls,
        List<Flips> flips) {

    public Study {
        primary = List.copyOf(primary);
        notCompared = List.copyOf(notCompared);
        exploratory = List.copyOf(exploratory);
        controls = List.copyOf(controls);
        flips = List.copyOf(flips);
    }

    /** The primary comparison of a cell. */
    public Optional<Comparison> comparison(CellKey key) {
        return primary.stream()
                .filter(comparison -> comparison.key().equals(key))
                .findFirst();
    }
}
