package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Outcome;
import dev.matrix.domain.Score;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpeedPointTest {

    private static final int ITEMS = 10;

    private final List<StudyCell> cells = new ArrayList<>();
    private final Map<CellKey, CellCost> costs = new LinkedHashMap<>();

    private void cell(String personality, String benchmark, int right, double seconds) {
        CellKey key = new CellKey("m", personality, benchmark, "t0");
        CellAccumulator scores = new CellAccumulator(ITEMS, 1);
        for (int item = 0; item < ITEMS; item++) {
            double value = item < right ? 1 : 0;
            scores.add(
                    item,
                    0,
                    new Score(
                            Outcome.ANSWERED, value, value, value == 1, "A", "A", Double.NaN, false, "share of items"));
        }
        cells.add(StudyCell.of(key, scores, 10, null, false));
        costs.put(key, new CellCost(key, ITEMS, ITEMS, Map.of("answered", ITEMS), seconds, 50, 20));
    }

    private List<SpeedPoint> points() {
        List<StudyBenchmark> benchmarks = List.of("a", "b").stream()
                .map(name -> new StudyBenchmark(
                        name,
                        name,
                        false,
                        "acc",
                        Collections.nCopies(ITEMS, "i"),
                        Collections.nCopies(ITEMS, ""),
                        null,
                        null))
                .toList();
        return SpeedPoint.of(new StudyData(List.of(), benchmarks, cells, StudySettings.usual(1)), costs);
    }

    @Test
    void theFrontHoldsWhatNothingBeatsInBoth() {
        cell("fast", "a", 3, 1);
        cell("good", "a", 9, 8);
        cell("between", "a", 6, 4);
        cell("dominated", "a", 5, 5);
        cell("twin", "a", 6, 4);
        assertThat(points().stream().filter(SpeedPoint::onFront).map(SpeedPoint::personality))
                .containsExactly("fast", "good", "between", "twin");
    }

    @Test
    void meansAreOverBenchmarksAndOnlyLikeStandsBesideLike() {
        cell("baseline", "a", 4, 2);
        cell("baseline", "b", 8, 10);
        cell("half", "a", 9, 0.5);
        cell("untimed", "a", 9, 0);
        cell("untimed", "b", 9, 0);
        List<SpeedPoint> points = points();
        assertThat(points).hasSize(1);
        assertThat(points.get(0).secondsPerQuestion()).isCloseTo(0.6, Offset.offset(1e-12));
        assertThat(points.get(0).score()).isCloseTo(0.6, Offset.offset(1e-12));
        assertThat(points.get(0).benchmarks()).isEqualTo(2);
    }

    @Test
    void costsAreSummedAndWhatNobodyAskedIsCounted() {
        cell("baseline", "a", 4, 2);
        cell("baseline", "b", 8, 10);
        CellKey open = new CellKey("m", "baseline", "c", "t0");
        List<CellCost> all = new ArrayList<>(costs.values());
        all.add(new CellCost(open, ITEMS, 0, Map.of("answered", 0), 0, 0, 0));
        Cost cost = Cost.of(all).get(0);
        assertThat(cost.planned()).isEqualTo(30);
        assertThat(cost.asked()).isEqualTo(20);
        assertThat(cost.outcomes()).containsEntry("answered", 20).containsEntry(Cost.NOT_ASKED, 10);
        assertThat(cost.secondsPerTrial()).isCloseTo(0.6, Offset.offset(1e-12));
        assertThat(cost.promptTokensPerTrial()).isEqualTo(5);
        assertThat(cost.generatedTokensPerTrial()).isEqualTo(2);
    }

    @Test
    void whatTookNoKnownTimeHasNone() {
        cell("baseline", "a", 4, 0);
        Cost cost = Cost.of(List.copyOf(costs.values())).get(0);
        assertThat(cost.seconds()).isNull();
        assertThat(cost.secondsPerTrial()).isNull();
    }
}
