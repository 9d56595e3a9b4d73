package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.analysis.CellAccumulator;
import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyData;
import dev.matrix.analysis.StudyModel;
import dev.matrix.analysis.StudySettings;
import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.CellStatus;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Model;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Personality;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.Score;
import dev.matrix.domain.Setting;
import dev.matrix.domain.TokenLimits;
import dev.matrix.execution.BlockEnd;
import dev.matrix.plan.PlannedCombination;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which combinations are asked no more once comparisons are decided. */
class DecidedRuleTest {

    private static final int ITEMS = 100;
    private static final int ASKED = 40;

    private final Map<String, StudyCell> cells = new LinkedHashMap<>();

    private void cell(String personality, IntPredicate right, @Nullable String noEffect) {
        CellAccumulator scores = new CellAccumulator(ITEMS, 1);
        for (int item = 0; item < ASKED; item++) {
            double value = right.test(item) ? 1 : 0;
            scores.add(
                    item,
                    0,
                    new Score(
                            Outcome.ANSWERED, value, value, value == 1, "B", "B", Double.NaN, false, "share of items"));
        }
        CellKey key = new CellKey("m", personality, "toy", "t0");
        StudyCell whole = StudyCell.of(key, scores, 100, noEffect, false);
        cells.put(personality, new StudyCell(key, scores, whole.summary(), CellStatus.UNFINISHED, noEffect, false));
    }

    private StudyData data(List<String> compare) {
        List<String> ids = IntStream.range(0, ITEMS).mapToObj(Integer::toString).toList();
        return new StudyData(
                List.of(new StudyModel("m", "d", 1e9, null, "", "")),
                List.of(new StudyBenchmark(
                        "toy", "toy", false, "acc", ids, Collections.nCopies(ITEMS, ""), null, null)),
                List.copyOf(cells.values()),
                new StudySettings(0.05, 0.05, compare, true, 42));
    }

    private static BlockEnd end(int items, String... going) {
        Benchmark toy = new Benchmark(
                "toy",
                "Toy",
                AnswerKind.CHOICE,
                new PromptFormat("{{question}}", "{{answer}}", "So?"),
                0,
                OptionOrder.SOURCE,
                "acc",
                new TokenLimits(64, 512),
                List.of());
        Model model = new Model("m", "d", 1e9, null, "", "", Set.of(), "", null);
        return new BlockEnd(
                List.of(going).stream()
                        .map(name -> new BlockEnd.Reached(
                                new PlannedCombination(
                                        new Combination(
                                                model,
                                                new Personality(name, "x", null),
                                                toy,
                                                Setting.of(BigDecimal.ZERO, false)),
                                        List.of(),
                                        1),
                                items))
                        .toList(),
                0,
                0,
                0);
    }

    private Set<String> decided(List<String> compare, BlockEnd end) {
        return new DecidedRule(() -> data(compare)).decided(end);
    }

    @Test
    void stopsWhatIsDecidedAndLetsBaselineGoOnForTheOthers() {
        cell("baseline", item -> false, null);
        cell("far", item -> true, null);
        cell("near", item -> item == 3, null);

        assertThat(decided(List.of(), end(ASKED, "baseline", "far", "near"))).containsExactly("m/far/toy/t0");
        assertThat(decided(List.of(), end(ASKED, "baseline", "far")))
                .as("near was stopped by something else")
                .containsExactlyInAnyOrder("m/far/toy/t0", "m/baseline/toy/t0");
    }

    @Test
    void decidesNothingBeforeTheFirstBlock() {
        cell("baseline", item -> false, null);
        cell("far", item -> true, null);

        assertThat(decided(List.of(), end(0, "baseline", "far"))).isEmpty();
    }

    @Test
    void letsThoseOutsideTheFamilyGoAlong() {
        cell("baseline", item -> false, null);
        cell("far", item -> true, null);
        cell("near", item -> item == 3, null);
        cell("dropped", item -> false, "the model's template drops its system prompt");

        assertThat(decided(List.of("near"), end(ASKED, "baseline", "far", "near", "dropped")))
                .as("nobody asked whether far is decided")
                .isEmpty();
        assertThat(decided(List.of("far", "dropped"), end(ASKED, "baseline", "far", "near", "dropped")))
                .hasSize(4);
    }

    @Test
    void asksToTheEndWhereNothingCanBeDecided() {
        cell("baseline", item -> false, null);
        cell("dropped", item -> false, "the model's template drops its system prompt");

        assertThat(decided(List.of(), end(ASKED, "baseline", "dropped"))).isEmpty();
    }
}
