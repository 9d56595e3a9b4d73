package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.domain.CellStatus;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StudiesTest {

    private static final int ITEMS = 100;

    private final List<StudyCell> cells = new ArrayList<>();

    private static CellKey key(String personality, String benchmark) {
        return new CellKey("m", personality, benchmark, "t0");
    }

    private void add(String personality, String benchmark, CellAccumulator scores, @Nullable String noEffect) {
        cells.add(StudyCell.of(key(personality, benchmark), scores, 10, noEffect, false));
    }

    /** Right on the items from one place to another. */
    private static CellAccumulator right(int from, int to) {
        return Scores.cell(IntStream.range(0, ITEMS)
                .mapToObj(item -> item >= from && item < to ? Scores.right() : Scores.wrong())
                .toArray(Score[]::new));
    }

    private StudyData data(List<String> compare, boolean optionalStopping) {
        List<String> ids = IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList();
        List<String> groups = ids.stream().map(id -> "").toList();
        List<StudyBenchmark> benchmarks = cells.stream()
                .map(cell -> cell.key().benchmark())
                .distinct()
                .map(name -> new StudyBenchmark(name, name + " (sample)", true, "acc", ids, groups, 0.25, 0.3))
                .toList();
        return new StudyData(
                List.of(new StudyModel("m", "", null, null, "", "")),
                benchmarks,
                cells,
                new StudySettings(0.05, 0.05, compare, optionalStopping, 1));
    }

    private Study study() {
        return Studies.analyze(data(List.of(), false));
    }

    @Test
    void comparesEachPersonalityWithBaselineOnTheSameItems() {
        add("baseline", "b", right(0, 40), null);
        add("good", "b", right(0, 70), null);
        add("other", "b", right(20, 60), null);

        Study study = study();

        assertThat(study.family()).isEqualTo(2);
        Comparison good = study.comparison(key("good", "b")).orElseThrow();
        assertThat(good.verdict()).isEqualTo(Verdict.HELPS);
        assertThat(good.won()).isEqualTo(30);
        assertThat(good.lost()).isZero();
        assertThat(good.difference()).isCloseTo(0.3, within(1e-12));
        assertThat(good.accuracy()).isCloseTo(0.7, within(1e-12));
        assertThat(good.test()).isEqualTo(PairedTest.EXACT_MCNEMAR);
        assertThat(good.p()).isCloseTo(Math.pow(0.5, 29), within(1e-15));
        assertThat(good.adjustedP()).isCloseTo(Math.pow(0.5, 28), within(1e-15));
        assertThat(good.adjustedConfidence()).isCloseTo(0.975, within(1e-12));
        assertThat(good.itemsNeeded()).isNull();
        Comparison other = study.comparison(key("other", "b")).orElseThrow();
        assertThat(other.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(other.itemsNeeded()).isEqualTo(Power.items(0.05, 0.4, 0.025));
        Flips flips = study.flips().get(1);
        assertThat(flips.key()).isEqualTo(key("other", "b"));
        assertThat(flips.won()).hasSize(20).startsWith("i40", "i41");
        assertThat(flips.lost()).hasSize(20).startsWith("i0", "i1");
    }

    @Test
    void fixesTheFamilyBeforeTheRun() {
        add("baseline", "b", right(0, 40), null);
        add("good", "b", right(0, 70), null);
        add("broken", "b", Scores.cell(missing(ITEMS)), null);
        add("dropped", "b", right(0, 40), "the model's template drops its system prompt");
        add("orphan", "c", right(0, 40), null);

        Study study = study();

        assertThat(study.family()).isEqualTo(2);
        assertThat(study.primary()).hasSize(1);
        assertThat(study.notCompared())
                .containsExactly(
                        new NotCompared(key("broken", "b"), "it failed", true),
                        new NotCompared(key("dropped", "b"), "the model's template drops its system prompt", false),
                        new NotCompared(key("orphan", "c"), "the run has no baseline for it", false));
    }

    private static Score[] missing(int items) {
        Score[] scores = new Score[items];
        Arrays.fill(scores, Scores.MISSING);
        return scores;
    }

    @Test
    void narrowsTheFamilyToWhatWasNamedAndCallsTheRestExploratory() {
        add("baseline", "b", right(0, 40), null);
        add("good", "b", right(0, 70), null);
        add("other", "b", right(0, 20), null);

        Study study = Studies.analyze(data(List.of("good"), false));

        assertThat(study.family()).isEqualTo(1);
        assertThat(study.primary()).extracting(Comparison::key).containsExactly(key("good", "b"));
        Exploratory other = study.exploratory().get(0);
        assertThat(other.kind()).isEqualTo(Exploratory.Kind.UNPLANNED);
        assertThat(other.personality()).isEqualTo("other");
        assertThat(other.difference()).isCloseTo(-0.2, within(1e-12));
        assertThat(other.adjustedP()).isEqualTo(other.p());
    }

    @Test
    void averagesRepeatsOfAnItemFirst() {
        CellAccumulator baseline = new CellAccumulator(ITEMS, 2);
        CellAccumulator personality = new CellAccumulator(ITEMS, 2);
        for (int item = 0; item < ITEMS; item++) {
            for (int repeat = 0; repeat < 2; repeat++) {
                baseline.add(item, repeat, Scores.wrong());
                personality.add(item, repeat, item < 40 && repeat == 0 ? Scores.right() : Scores.wrong());
            }
        }
        add("baseline", "b", baseline, null);
        add("half", "b", personality, null);

        Comparison half = study().primary().get(0);

        assertThat(half.test()).isEqualTo(PairedTest.PAIRED_PERMUTATION);
        assertThat(half.compared()).isEqualTo(ITEMS);
        assertThat(half.difference()).isCloseTo(0.2, within(1e-12));
        assertThat(half.won()).isEqualTo(40);
        assertThat(half.verdict()).isEqualTo(Verdict.HELPS);
        assertThat(study()).usingRecursiveComparison().isEqualTo(study());
    }

    @Test
    void leavesOutItemsThatAreMissingInOneAndSaysSo() {
        Score[] scores = new Score[ITEMS];
        Arrays.fill(scores, Scores.right());
        scores[3] = Score.missing(Outcome.FAILED);
        add("baseline", "b", right(0, 40), null);
        add("holes", "b", Scores.cell(scores), null);

        Comparison holes = study().primary().get(0);

        assertThat(holes.compared()).isEqualTo(99);
        assertThat(holes.dropped()).isEqualTo(1);
        assertThat(holes.referenceAccuracy()).isCloseTo(39 / 99.0, within(1e-12));
        assertThat(holes.note()).contains("1 of 100 items are missing");
    }

    @Test
    void saysNothingOfAnUnfinishedCellUnlessTheDataMayStopTheRun() {
        CellAccumulator scores = right(0, 70);
        add("baseline", "b", right(0, 40), null);
        cells.add(new StudyCell(
                key("open", "b"), scores, CellSummary.of(scores, 10), CellStatus.UNFINISHED, null, false));

        assertThat(study().primary()).isEmpty();
        assertThat(study().notCompared().get(0).reason()).isEqualTo("it is not asked to the end");
        Comparison stopped = Studies.analyze(data(List.of(), true)).primary().get(0);
        assertThat(stopped.test()).isEqualTo(PairedTest.ANYTIME);
        assertThat(stopped.verdict()).isEqualTo(Verdict.HELPS);
        assertThat(Studies.verdicts(data(List.of(), true))).containsEntry(key("open", "b"), Verdict.HELPS);
    }

    /** Wilson's upper end of 3 of 100 by statsmodels: 0.08451936429052763; of 0 of 100: 0.03699349820698569. */
    @Test
    void measuresTheNoiseFloorByAskingTwice() {
        add("baseline", "b", right(0, 40), null);
        add("small", "b", right(0, 49), null);
        cells.add(StudyCell.of(key("baseline", "b"), right(0, 43), 10, null, true));
        add("baseline", "c", right(0, 40), null);
        cells.add(StudyCell.of(key("baseline", "c"), right(0, 40), 10, null, true));

        Study study = study();

        ControlFinding flipping = study.controls().get(0);
        assertThat(flipping.flips()).isEqualTo(3);
        assertThat(flipping.flipRate95().high()).isCloseTo(0.08451936429052763, within(1e-9));
        assertThat(flipping.floor()).isCloseTo(1.96 * Math.sqrt(0.08451936429052763 / 100) + 0.03, within(1e-9));
        ControlFinding same = study.controls().get(1);
        assertThat(same.reproducible()).isTrue();
        assertThat(same.floor()).isCloseTo(1.96 * Math.sqrt(0.03699349820698569 / 100), within(1e-9));
        assertThat(new StudyWords(study).sentences())
                .contains("Asked twice, baseline is reproducible in 1 of 2 controls: no item changed, which does not"
                        + " mean that there is no noise.");
    }

    @Test
    void doesNotCallWhatAskingTwiceChangesAsWell() {
        add("baseline", "b", right(0, 40), null);
        add("small", "b", right(0, 50), null);
        assertThat(study().primary().get(0).verdict()).isEqualTo(Verdict.HELPS);

        cells.add(StudyCell.of(key("baseline", "b"), right(0, 46), 10, null, true));
        Comparison small = study().primary().get(0);
        assertThat(small.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(small.note()).contains("asking baseline twice changes as much");
        assertThat(small.adjusted().excludesZero()).isFalse();
    }

    @Test
    void poolsBenchmarksWithEqualWeights() {
        for (String benchmark : List.of("b", "c")) {
            add("baseline", benchmark, right(0, 40), null);
        }
        add("p", "b", right(0, 60), null);
        add("p", "c", right(0, 50), null);

        Exploratory pooled = study().exploratory().stream()
                .filter(each -> each.kind() == Exploratory.Kind.POOLED)
                .findFirst()
                .orElseThrow();

        assertThat(pooled.benchmarks()).isEqualTo(2);
        assertThat(pooled.items()).isEqualTo(200);
        assertThat(pooled.difference()).isCloseTo(0.15, within(1e-12));
        // The standard error of the mean of two means with 20 and 10 of 100 items won is sqrt(.0016 + .0009) / 2 =
        // .025.
        assertThat(pooled.ci95().low()).isCloseTo(0.15 - 1.96 * 0.025, within(0.01));
        assertThat(pooled.ci95().high()).isCloseTo(0.15 + 1.96 * 0.025, within(0.01));
        assertThat(pooled.p()).isLessThan(0.01);
    }

    /** Items of one group that move together are less evidence than as many that move alone. */
    @Test
    void drawsWholeGroups() {
        add("baseline", "b", right(0, 40), null);
        add("baseline", "c", right(0, 40), null);
        add("p", "b", right(0, 60), null);
        add("p", "c", right(0, 60), null);
        StudyData alone = data(List.of(), false);
        List<StudyBenchmark> grouped = alone.benchmarks().stream()
                .map(each -> new StudyBenchmark(
                        each.name(),
                        each.shownAs(),
                        each.sample(),
                        each.metric(),
                        each.itemIds(),
                        IntStream.range(0, ITEMS).mapToObj(i -> "g" + i / 10).toList(),
                        each.guess(),
                        each.majority()))
                .toList();
        StudyData together = new StudyData(alone.models(), grouped, alone.cells(), alone.settings());

        assertThat(width(together)).isGreaterThan(2 * width(alone));
    }

    private static double width(StudyData data) {
        Interval interval = Studies.analyze(data).exploratory().stream()
                .filter(each -> each.kind() == Exploratory.Kind.POOLED)
                .findFirst()
                .orElseThrow()
                .ci95();
        return interval.high() - interval.low();
    }

    @Test
    void looksAtProbabilitiesOfTheRightLetters() {
        add("baseline", "b", probabilities(0.5), null);
        add("sure", "b", probabilities(0.6), null);

        Exploratory sure = study().exploratory().get(0);

        assertThat(sure.kind()).isEqualTo(Exploratory.Kind.PROBABILITY);
        assertThat(sure.difference()).isCloseTo(0.0995, within(1e-6));
        assertThat(sure.items()).isEqualTo(ITEMS);
        assertThat(study().primary().get(0).difference()).isZero();
    }

    private static CellAccumulator probabilities(double mean) {
        return Scores.cell(IntStream.range(0, ITEMS)
                .mapToObj(item -> new Score(
                        Outcome.ANSWERED,
                        1,
                        1,
                        true,
                        "B",
                        "B",
                        0.9,
                        mean + (item % 7 - 3) * (mean - 0.4) / 10,
                        false,
                        "share of items"))
                .toArray(Score[]::new));
    }
}
