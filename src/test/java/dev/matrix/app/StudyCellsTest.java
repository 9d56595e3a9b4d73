package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.analysis.CellAccumulator;
import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyData;
import dev.matrix.analysis.StudySettings;
import dev.matrix.domain.CellStatus;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Score;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyCellsTest {

    private static StudyCell cell(String personality, CellStatus status) {
        CellAccumulator scores = new CellAccumulator(2, 1);
        scores.add(0, 0, new Score(Outcome.ANSWERED, 1, 1, true, "A", "A", Double.NaN, false, "share of items"));
        CellKey key = new CellKey("m", personality, "toy", "t0");
        StudyCell whole = StudyCell.of(key, scores, 100, null, false);
        return new StudyCell(key, scores, whole.summary(), status, null, false);
    }

    private static int taken(CellStatus baseline, CellStatus own, boolean optionalStopping) {
        StudyCells cells = new StudyCells();
        cells.add(
                "r",
                new StudyData(
                        List.of(),
                        List.of(new StudyBenchmark(
                                "toy", "toy", false, "acc", List.of("1", "2"), List.of("", ""), null, null)),
                        List.of(cell("baseline", baseline), cell("p", own)),
                        new StudySettings(0.05, 0.05, List.of(), optionalStopping, 1)));
        return cells.cells().size();
    }

    /** As verdicts do. */
    @Test
    void leavesOutWhatFailedOrWasNotAskedToTheEnd() {
        assertThat(taken(CellStatus.COMPLETE, CellStatus.PARTIAL, false)).isEqualTo(1);
        assertThat(taken(CellStatus.COMPLETE, CellStatus.UNFINISHED, false)).isZero();
        assertThat(taken(CellStatus.UNFINISHED, CellStatus.COMPLETE, false)).isZero();
        assertThat(taken(CellStatus.UNFINISHED, CellStatus.UNFINISHED, true)).isEqualTo(1);
        assertThat(taken(CellStatus.COMPLETE, CellStatus.FAILED, true)).isZero();
        assertThat(taken(CellStatus.FAILED, CellStatus.COMPLETE, true)).isZero();
    }

    /** A later run may have asked other items: each keeps its own group. */
    @Test
    void placesTheGroupsOfItemsOverAllRuns() {
        StudyCells cells = new StudyCells();
        cells.add("r", grouped(List.of("1", "2"), List.of("law", "art")));
        cells.add("s", grouped(List.of("2", "3"), List.of("art", "sea")));
        assertThat(cells.groups()).containsExactly(Map.entry("toy", List.of("law", "art", "sea")));
    }

    private static StudyData grouped(List<String> items, List<String> groups) {
        return new StudyData(
                List.of(),
                List.of(new StudyBenchmark("toy", "toy", false, "acc", items, groups, null, null)),
                List.of(cell("baseline", CellStatus.COMPLETE), cell("p", CellStatus.COMPLETE)),
                new StudySettings(0.05, 0.05, List.of(), false, 1));
    }
}
