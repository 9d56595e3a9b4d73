package dev.matrix.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.analysis.CellAccumulator;
import dev.matrix.analysis.CellCost;
import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.Cost;
import dev.matrix.analysis.SpeedPoint;
import dev.matrix.analysis.Studies;
import dev.matrix.analysis.Study;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyData;
import dev.matrix.analysis.StudyModel;
import dev.matrix.analysis.StudySettings;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Score;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The public format: what changes here changes for everyone who reads it. */
class StudyJsonTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int ITEMS = 8;

    private static CellKey key(String personality) {
        return new CellKey("toy:1b", personality, "mmlu", "t0");
    }

    private static StudyCell cell(String personality, int right, @Nullable String noEffect, boolean control) {
        CellAccumulator scores = new CellAccumulator(ITEMS, 1);
        for (int item = 0; item < ITEMS; item++) {
            double value = item < right ? 1 : 0;
            scores.add(
                    item,
                    0,
                    new Score(
                            Outcome.ANSWERED,
                            value,
                            value,
                            value == 1,
                            "A",
                            "A",
                            0.75,
                            (4 * value + item % 3) / 8,
                            false,
                            "share of items"));
        }
        return StudyCell.of(key(personality), scores, 10, noEffect, control);
    }

    private static RunReport report() {
        List<StudyCell> cells = List.of(
                cell("baseline", 2, null, false),
                cell("helper", 8, null, false),
                cell("dropped", 2, "the model's template drops its system prompt", false),
                cell("extra", 4, null, false),
                cell("baseline", 3, null, true));
        List<String> ids = List.of("i0", "i1", "i2", "i3", "i4", "i5", "i6", "i7");
        Study study = Studies.analyze(new StudyData(
                List.of(new StudyModel("toy:1b", "ab12", 1e9, 1_100_000_000L, "toy", "Q4_K_M")),
                List.of(new StudyBenchmark(
                        "mmlu",
                        "mmlu (sample)",
                        true,
                        "acc",
                        ids,
                        ids.stream().map(id -> "").toList(),
                        0.25,
                        0.5)),
                cells,
                new StudySettings(0.05, 0.07, List.of("helper", "dropped"), false, 42)));
        Map<CellKey, CellCost> costs = new LinkedHashMap<>();
        List<RunReport.CellFacts> facts = new ArrayList<>();
        for (StudyCell cell : cells.subList(0, 4)) {
            costs.put(
                    cell.key(),
                    new CellCost(cell.key(), ITEMS, ITEMS, Map.of(Outcome.ANSWERED.label(), ITEMS), 4, 800, 16));
            facts.add(new RunReport.CellFacts(cell.key(), cell.status().label(), "logprob", false, null));
        }
        return new RunReport(
                Reports.heading(),
                study,
                facts,
                Cost.of(List.copyOf(costs.values())),
                SpeedPoint.of(study.data(), costs),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Last digits of logarithms differ between machines. */
    private static int compare(JsonNode one, JsonNode other) {
        boolean numbers = one.isNumber() && other.isNumber();
        boolean same = numbers ? areClose(one.asDouble(), other.asDouble()) : one.equals(other);
        return same ? 0 : 1;
    }

    private static boolean areClose(double one, double other) {
        return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));
    }

    @Test
    void isThatOfTheGoldenFile() throws IOException {
        String written = new StudyJson().render(report());
        try (var golden = Objects.requireNonNull(getClass().getResourceAsStream("study-golden.json"))) {
            JsonNode wanted = MAPPER.readTree(golden);
            assertThat(wanted.equals(StudyJsonTest::compare, MAPPER.readTree(written)))
                    .as("the same as the golden file: %s", written)
                    .isTrue();
        }
    }
}
