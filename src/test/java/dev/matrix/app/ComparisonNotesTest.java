package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.store.Results;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonNotesTest {

    private static Results.Statistics row(double difference, int benchmarks, int won, int lost, int dropped) {
        return new Results.Statistics(
                0.5,
                null,
                "spread over benchmarks",
                benchmarks,
                new Results.VsBaseline(difference, null, benchmarks, won, lost, 100, dropped));
    }

    private static List<String> notes(Map<String, Results.Statistics> rows) {
        return new ComparisonNotes(Map.of("m", new LinkedHashMap<>(rows))).all();
    }

    @Test
    void saysNothingWhereAllItemsCountAndTheFiguresAgree() {
        assertThat(notes(Map.of("a", row(0.1, 2, 9, 3, 0)))).isEmpty();
        assertThat(notes(Map.of("baseline", new Results.Statistics(0.5, null, "", 2, null))))
                .isEmpty();
    }

    @Test
    void countsTheItemsThatWereDropped() {
        assertThat(notes(Map.of("a", row(0.1, 2, 9, 3, 7))))
                .containsExactly("dropped from the comparison with baseline, as they are valid in only one of the two:"
                        + " items 7 of m/a");
    }

    @Test
    void explainsFiguresThatPointInOppositeDirections() {
        assertThat(notes(Map.of("a", row(0.02, 2, 3, 9, 0))))
                .containsExactly("mean difference and won/lost point in opposite directions, as benchmarks weigh"
                        + " equally and items do not: m/a");
        assertThat(notes(Map.of("a", row(0.0001, 2, 3, 9, 0))))
                .as("shown as 0.0")
                .isEmpty();
        assertThat(notes(Map.of("a", row(0.02, 1, 3, 9, 0))))
                .as("one benchmark")
                .isEmpty();
    }

    @Test
    void namesAFewOfMany() {
        Map<String, Results.Statistics> rows = new LinkedHashMap<>();
        for (int i = 1; i <= 6; i++) {
            rows.put("p" + i, row(0.1, 2, 9, 3, i));
        }
        assertThat(notes(rows))
                .singleElement()
                .asString()
                .endsWith("1 of m/p1, 2 of m/p2, 3 of m/p3, 4 of m/p4 and 2 more");
    }
}
