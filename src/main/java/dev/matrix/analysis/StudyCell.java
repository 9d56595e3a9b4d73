package dev.matrix.analysis;

import dev.matrix.domain.CellStatus;
import org.jspecify.annotations.Nullable;

/**
 * One cell's scores.
 *
 * @param scores by position of the item in {@link StudyBenchmark#itemIds}
 * @param summary what they come to
 * @param status how much of it is there
 * @param noEffect why no effect may be told from this cell, e.g. because the template drops the personality; null when one may
 * @param control true for baseline asked a second time, which is no combination of the matrix
 */
public record StudyCell(
        CellKey key,
        CellAccumulator scores,
        CellSummary summary,
        CellStatus status,
        @Nullable String noEffect,
        boolean control) {

    /**
     * Why its scores may not be used, as a clause that follows "it"; null when they may. Whether an effect may be told from them is another question, which
     * {@link #noEffect} answers.
     *
     * @param mayStopEarly true where data decided when to stop, so that only methods are used which allow for a cell that is not asked to the end
     */
    public @Nullable String unusable(boolean mayStopEarly) {
        if (status == CellStatus.FAILED) {
            return "failed";
        }
        return status == CellStatus.UNFINISHED && !mayStopEarly ? "is not asked to the end" : null;
    }

    /**
     * A cell all of whose trials were asked.
     *
     * @param maxMissingPercent with a larger percentage of planned trials missing the cell is failed
     */
    public static StudyCell of(
            CellKey key, CellAccumulator scores, double maxMissingPercent, @Nullable String noEffect, boolean control) {
        CellSummary summary = CellSummary.of(scores, maxMissingPercent);
        return new StudyCell(key, scores, summary, summary.status(), noEffect, control);
    }
}
