package dev.matrix.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Setting;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixPlannerTest {

    private final MatrixPlanner planner = new MatrixPlanner();

    @ParameterizedTest
    @CsvSource({"3, 7, 5, 105", "3, 12, 5, 180", "1, 1, 1, 1"})
    void makesEachCombinationOnce(int models, int personalities, int benchmarks, int combinations) {
        RunPlan plan = planner.expand(
                models(models),
                PlanSamples.personalities(personalities),
                PlanSamples.benchmarks(benchmarks, 10),
                List.of(PlanSamples.cold()),
                2);

        assertThat(plan.combinations().map(PlannedCombination::id).distinct()).hasSize(combinations);
        assertThat(plan.trials()).isEqualTo(combinations * 10 * 2);
    }

    @Test
    void ordersByModelThenPersonalityThenBenchmarkThenSetting() {
        RunPlan plan = planner.expand(
                models(2),
                PlanSamples.personalities(2),
                PlanSamples.benchmarks(2, 1),
                List.of(PlanSamples.cold(), Setting.of(new BigDecimal("0.7"), false)),
                1);

        assertThat(plan.combinations().map(PlannedCombination::id))
                .containsExactly(
                        "m0:1b/baseline/bench0/t0",
                        "m0:1b/baseline/bench0/t0.7",
                        "m0:1b/baseline/bench1/t0",
                        "m0:1b/baseline/bench1/t0.7",
                        "m0:1b/p1/bench0/t0",
                        "m0:1b/p1/bench0/t0.7",
                        "m0:1b/p1/bench1/t0",
                        "m0:1b/p1/bench1/t0.7",
                        "m1:1b/baseline/bench0/t0",
                        "m1:1b/baseline/bench0/t0.7",
                        "m1:1b/baseline/bench1/t0",
                        "m1:1b/baseline/bench1/t0.7",
                        "m1:1b/p1/bench0/t0",
                        "m1:1b/p1/bench0/t0.7",
                        "m1:1b/p1/bench1/t0",
                        "m1:1b/p1/bench1/t0.7");
    }

    @Test
    void makesAnEmptyPlanOfNoModels() {
        RunPlan plan = planner.expand(
                List.of(), PlanSamples.personalities(7), PlanSamples.benchmarks(5, 10), List.of(PlanSamples.cold()), 1);

        assertThat(plan.models()).isEmpty();
        assertThat(plan.trials()).isZero();
    }

    @Test
    void refusesTwoCombinationsOfOneId() {
        List<Personality> twice = List.of(new Personality("p", "One.", null), new Personality("p", "Two.", null));

        assertThatThrownBy(() ->
                        planner.expand(models(1), twice, PlanSamples.benchmarks(1, 1), List.of(PlanSamples.cold()), 1))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("m0:1b/p/bench0/t0")
                .extracting(e -> ((MatrixException) e).kind())
                .isEqualTo(MatrixException.Kind.USAGE);
    }

    @Test
    void refusesARepeatCountBelowOne() {
        assertThatThrownBy(() -> planner.expand(
                        models(1),
                        PlanSamples.personalities(1),
                        PlanSamples.benchmarks(1, 1),
                        List.of(PlanSamples.cold()),
                        0))
                .hasMessageContaining("repeats must be at least 1");
    }

    private static List<Model> models(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> PlanSamples.model("m" + i + ":1b", 1_000_000_000L))
                .toList();
    }
}
