package dev.matrix.analysis.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.analysis.CellAccumulator;
import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.Exploratory;
import dev.matrix.analysis.Interval;
import dev.matrix.analysis.ItemDifferences;
import dev.matrix.analysis.Studies;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyData;
import dev.matrix.analysis.StudySettings;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A run's pooled difference and a study's effect are the same figure: the mean over benchmarks, whole groups drawn. */
class PooledAgreementTest {

    private static final int SUBJECTS = 20;
    private static final int EACH = 12;

    private final SplittableRandom random = new SplittableRandom(5);
    private final List<StudyCell> cells = new ArrayList<>();

    private static List<String> names(String prefix, int count, int each) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i / each).toList();
    }

    /** @param probability of a right answer, by item */
    private CellAccumulator cell(String personality, String benchmark, double... probability) {
        CellAccumulator scores = new CellAccumulator(probability.length, 1);
        for (int item = 0; item < probability.length; item++) {
            boolean right = random.nextDouble() < probability[item];
            double value = right ? 1 : 0;
            scores.add(
                    item,
                    0,
                    new Score(Outcome.ANSWERED, value, value, right, "A", "A", Double.NaN, false, "share of items"));
        }
        cells.add(StudyCell.of(new CellKey("m", personality, benchmark, "t0"), scores, 10, null, false));
        return scores;
    }

    private static StudyBenchmark benchmark(String name, List<String> groups) {
        return new StudyBenchmark(
                name, name, false, "acc", names("i", groups.size(), 1), groups, null, null);
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }

    private static Estimate effect(List<EffectCell> effects, Map<String, List<String>> groups) {
        EffectTable table = new EffectTable(
                List.of(new StudiedModel("m", 1e9, null, "F", null)),
                List.of("p"),
                List.of("p"),
                List.of("mmlu", "arc"),
                effects,
                groups);
        return Evidence.of(table, 42).bootstrap().estimate(each -> each.of(0, 0));
    }

    @Test
    void bothDrawWholeSubjects() {
        int items = SUBJECTS * EACH;
        // The personality helps in one half of the subjects and hurts in the other.
        double[] bySubject = IntStream.range(0, items)
                .mapToDouble(item -> item / EACH % 2 == 0 ? .9 : .2)
                .toArray();
        double[] half = new double[items];
        Arrays.fill(half, .5);
        List<EffectCell> effects = List.of(
                new EffectCell(
                        "m", "p", "mmlu", ItemDifferences.of(cell("p", "mmlu", bySubject), cell("baseline", "mmlu", half))),
                new EffectCell("m", "p", "arc", ItemDifferences.of(cell("p", "arc", half), cell("baseline", "arc", half))));
        List<String> subjects = names("s", items, EACH);
        List<String> none = IntStream.range(0, items).mapToObj(item -> "").toList();
        Exploratory pooled =
                Studies.analyze(new StudyData(
                                List.of(),
                                List.of(benchmark("mmlu", subjects), benchmark("arc", none)),
                                cells,
                                new StudySettings(0.05, 0.05, List.of(), false, 42)))
                        .exploratory()
                        .stream()
                        .filter(each -> each.kind() == Exploratory.Kind.POOLED)
                        .findFirst()
                        .orElseThrow();

        Estimate clustered = effect(effects, Map.of("mmlu", subjects));
        Estimate single = effect(effects, Map.of());

        assertThat(clustered.value()).isEqualTo(pooled.difference(), within(1e-12));
        assertThat(width(clustered.interval()) / width(pooled.ci95())).isBetween(.85, 1.15);
        assertThat(clustered.interval().low()).isEqualTo(pooled.ci95().low(), within(.02));
        assertThat(clustered.interval().high()).isEqualTo(pooled.ci95().high(), within(.02));
        assertThat(width(single.interval()) / width(pooled.ci95())).isLessThan(.75);
    }
}
