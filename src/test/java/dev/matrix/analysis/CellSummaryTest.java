package dev.matrix.analysis;

import static dev.matrix.analysis.Scores.MISSING;
import static dev.matrix.analysis.Scores.cell;
import static dev.matrix.analysis.Scores.right;
import static dev.matrix.analysis.Scores.scored;
import static dev.matrix.analysis.Scores.wrong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.domain.Outcome;
import dev.matrix.domain.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CellSummaryTest {

    private static final double MAX_MISSING = 10;

    @Test
    void averagesRightAndWrong() {
        CellSummary summary = CellSummary.of(cell(right(), wrong(), right(), right()), MAX_MISSING);

        assertThat(summary.status()).isEqualTo(CellStatus.COMPLETE);
        assertThat(summary.score()).isEqualTo(0.75);
        assertThat(summary.score()).isEqualTo(0.75);
        assertThat(summary.strict()).isEqualTo(0.75);
        assertThat(summary.rawScore()).isEqualTo(3);
        assertThat(summary.total()).isEqualTo(4);
        assertThat(summary.planned()).isEqualTo(4);
        assertThat(summary.missing()).isZero();
        assertThat(summary.standardError()).isCloseTo(0.25, within(1e-12));
        assertThat(summary.inFormat()).isEqualTo(1);
        assertThat(summary.letterMass()).isNull();
        assertThat(summary.unit()).isEqualTo("share of items");
    }

    @Test
    void keepsZeroApartFromNothing() {
        CellSummary zero = CellSummary.of(cell(wrong(), wrong()), MAX_MISSING);
        CellSummary nothing = CellSummary.of(cell(MISSING, MISSING), MAX_MISSING);

        assertThat(zero.score()).isNotNull().isZero();
        assertThat(zero.status()).isEqualTo(CellStatus.COMPLETE);
        assertThat(nothing.score()).isNull();
        assertThat(nothing.strict()).isNull();
        assertThat(nothing.inFormat()).isNull();
        assertThat(nothing.ci95()).isNull();
        assertThat(nothing.standardError()).isNull();
        assertThat(nothing.status()).isEqualTo(CellStatus.FAILED);
        assertThat(nothing.missing()).isEqualTo(2);
        assertThat(nothing.total()).isZero();
    }

    @Test
    void leavesMissingTrialsOutOfTheDenominator() {
        CellSummary summary = CellSummary.of(cell(right(), MISSING, wrong()), 50);

        assertThat(summary.score()).isEqualTo(0.5);
        assertThat(summary.total()).isEqualTo(2);
        assertThat(summary.missing()).isEqualTo(1);
        assertThat(summary.status()).isEqualTo(CellStatus.PARTIAL);
        assertThat(summary.outcomes()).containsEntry(Outcome.FAILED, 1).containsEntry(Outcome.ANSWERED, 2);
        assertThat(summary.rates().get(Outcome.FAILED)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(summary.outcomes()).containsOnlyKeys(Outcome.values());
    }

    @Test
    void countsTrialsThatWereNotAskedAsMissing() {
        CellAccumulator cell = new CellAccumulator(4, 1);
        cell.add(0, 0, right());

        assertThat(cell.asked()).isEqualTo(1);
        assertThat(CellSummary.of(cell, 80).missing()).isEqualTo(3);
        assertThat(CellSummary.of(cell, 80).score()).isEqualTo(1);
        assertThat(CellSummary.of(cell, MAX_MISSING).score()).isNull();
    }

    @Test
    void turnsPartialAboveTwoPercentAndFailedAboveTheLimit() {
        assertThat(status(100, 2)).isEqualTo(CellStatus.COMPLETE);
        assertThat(status(100, 3)).isEqualTo(CellStatus.PARTIAL);
        assertThat(status(100, 10)).isEqualTo(CellStatus.PARTIAL);
        assertThat(status(100, 11)).isEqualTo(CellStatus.FAILED);
        assertThat(CellStatus.of(100, 1, 0)).isEqualTo(CellStatus.FAILED);
        assertThat(CellStatus.of(100, 100, 100)).as("nothing is scored").isEqualTo(CellStatus.FAILED);
        assertThat(CellStatus.of(0, 0, 10)).isEqualTo(CellStatus.FAILED);
        assertThat(CellStatus.PARTIAL.label()).isEqualTo("partial");
    }

    @Test
    void averagesRepeatsOfAnItemFirst() {
        CellAccumulator cell = new CellAccumulator(2, 4);
        for (int repeat = 0; repeat < 4; repeat++) {
            cell.add(0, repeat, right());
        }
        cell.add(1, 0, wrong());
        cell.add(1, 1, MISSING);

        CellSummary summary = CellSummary.of(cell, 100);

        assertThat(summary.score()).as("not 4 of 5").isEqualTo(0.5);
        assertThat(summary.rawScore()).isEqualTo(1);
        assertThat(summary.total()).isEqualTo(2);
        assertThat(summary.planned()).isEqualTo(8);
        assertThat(summary.missing()).isEqualTo(3);
    }

    @Test
    void countsAnItemRightWhenMostOfItsRepeatsAre() {
        CellAccumulator cell = new CellAccumulator(2, 3);
        cell.add(0, 0, right());
        cell.add(0, 1, right());
        cell.add(0, 2, wrong());
        cell.add(1, 0, right());
        cell.add(1, 1, wrong());

        CellSummary summary = CellSummary.of(cell, 100);

        assertThat(summary.rawScore()).isEqualTo(1);
        assertThat(summary.score()).isCloseTo((2 / 3.0 + 0.5) / 2, within(1e-12));
    }

    @Test
    void replacesAnEarlierScoreOfTheSameTrial() {
        CellAccumulator cell = cell(MISSING, right());
        cell.add(0, 0, wrong());
        cell.add(0, 0, right());

        assertThat(CellSummary.of(cell, MAX_MISSING).score()).isEqualTo(1);
        assertThat(CellSummary.of(cell, MAX_MISSING).missing()).isZero();
    }

    /** Published example of Wilson's interval: 2 of 5 gives .12 to .77. */
    @Test
    void givesWilsonsIntervalForRightAndWrong() {
        Interval interval = CellSummary.of(cell(right(), right(), wrong(), wrong(), wrong()), MAX_MISSING)
                .ci95();

        assertThat(interval).isNotNull();
        assertThat(interval.low()).isCloseTo(0.118, offset(0.001));
        assertThat(interval.high()).isCloseTo(0.769, offset(0.001));
    }

    @Test
    void givesAWidthWhereAllAreWrongOrRight() {
        Interval none =
                CellSummary.of(cell(wrong(), wrong(), wrong()), MAX_MISSING).ci95();
        Interval all =
                CellSummary.of(cell(right(), right(), right()), MAX_MISSING).ci95();

        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.5615, offset(0.001));
        assertThat(all.high()).isEqualTo(1);
        assertThat(all.low()).isCloseTo(1 - 0.5615, offset(0.001));
    }

    @Test
    void givesStudentsIntervalForFractions() {
        CellSummary summary =
                CellSummary.of(cell(scored(0.2, false), scored(0.4, false), scored(0.6, true)), MAX_MISSING);

        // s = .2, standard error = .2 / sqrt(3), t(.975, 2) = 4.302653
        assertThat(summary.standardError()).isCloseTo(0.2 / Math.sqrt(3), within(1e-12));
        assertThat(summary.ci95().low()).isZero();
        assertThat(summary.ci95().high()).isCloseTo(0.4 + 4.302653 * 0.2 / Math.sqrt(3), offset(1e-6));
        assertThat(summary.rawScore()).isEqualTo(1);
    }

    @Test
    void saysNoErrorOfASingleItem() {
        CellSummary fraction = CellSummary.of(cell(scored(0.3, true)), MAX_MISSING);
        CellSummary whole = CellSummary.of(cell(right()), MAX_MISSING);

        assertThat(fraction.standardError()).isNull();
        assertThat(fraction.ci95()).isNull();
        assertThat(whole.standardError()).isNull();
        assertThat(whole.ci95()).isNotNull();
    }

    @Test
    void reportsFormatAmbiguityAndLetterMass() {
        Score unclear = new Score(Outcome.ANSWERED, 0.5, 0.5, true, "B", null, 0.25, true, "share of probability");
        Score clear = new Score(Outcome.ANSWERED, 0.5, 0.25, true, "B", "B", 0.75, false, "share of probability");
        Score without =
                new Score(Outcome.NO_ANSWER, 0, 0, false, null, null, Double.NaN, false, "share of probability");
        CellSummary summary = CellSummary.of(cell(unclear, clear, without, MISSING), 50);

        assertThat(summary.inFormat()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(summary.ambiguous()).isEqualTo(1);
        assertThat(summary.letterMass()).isEqualTo(0.5);
        assertThat(summary.strict()).isEqualTo(0.25);
        assertThat(summary.unit()).isEqualTo("share of probability");
    }

    @Test
    void rejectsTrialsOutsideThePlan() {
        CellAccumulator cell = new CellAccumulator(2, 1);

        assertThatThrownBy(() -> cell.add(2, 0, right())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> cell.add(0, 1, right())).hasMessageContaining("item 0, repeat 1");
        assertThatThrownBy(() -> cell.add(-1, 0, right())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new CellAccumulator(2, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void placesScoresByItemId() {
        CellScores scores = new CellScores(List.of(
                new CellScores.Entry("b", 0, wrong()),
                new CellScores.Entry("a", 0, right()),
                new CellScores.Entry("b", 0, right())));

        assertThat(CellSummary.of(scores.accumulate(List.of("a", "b"), 1), MAX_MISSING)
                        .rawScore())
                .isEqualTo(2);
        assertThatThrownBy(() -> scores.accumulate(List.of("a"), 1)).hasMessageContaining("item 'b' is not planned");
    }

    /** Against a naive computation with maps and lists. */
    @Test
    void agreesWithANaiveOracleOnRandomCells() {
        Random random = new Random(2024);
        for (int round = 0; round < 300; round++) {
            int items = 1 + random.nextInt(30);
            int repeats = 1 + random.nextInt(4);
            CellAccumulator cell = new CellAccumulator(items, repeats);
            Map<String, Score> last = new TreeMap<>();
            for (int i = 0; i < items * repeats * 2; i++) {
                int item = random.nextInt(items);
                int repeat = random.nextInt(repeats);
                Score score = randomScore(random);
                cell.add(item, repeat, score);
                last.put(item + "/" + repeat, score);
            }
            assertAgrees(CellSummary.of(cell, 100), last, items, repeats);
        }
    }

    private static void assertAgrees(CellSummary summary, Map<String, Score> last, int items, int repeats) {
        List<Double> means = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            String prefix = item + "/";
            last.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(prefix)
                            && entry.getValue().scored())
                    .mapToDouble(entry -> entry.getValue().value())
                    .average()
                    .ifPresent(means::add);
        }
        long scored = last.values().stream().filter(Score::scored).count();
        assertThat(summary.total()).isEqualTo(means.size());
        assertThat(summary.missing()).isEqualTo(items * repeats - Math.toIntExact(scored));
        if (means.isEmpty()) {
            assertThat(summary.score()).isNull();
            return;
        }
        double mean = means.stream().mapToDouble(x -> x).average().orElseThrow();
        assertThat(summary.score()).isCloseTo(mean, within(1e-9));
        if (means.size() > 1) {
            double squares =
                    means.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
            double n = means.size();
            assertThat(summary.standardError()).isCloseTo(Math.sqrt(squares / (n - 1) / n), within(1e-9));
            assertThat(summary.ci95().low()).isBetween(0.0, mean + 1e-9);
            assertThat(summary.ci95().high()).isBetween(mean - 1e-9, 1.0);
        }
        for (Outcome outcome : Outcome.values()) {
            long count = last.values().stream()
                    .filter(score -> score.outcome() == outcome)
                    .count();
            assertThat(summary.outcomes().get(outcome)).isEqualTo((int) count);
            assertThat(summary.rates().get(outcome)).isCloseTo((double) count / (items * repeats), within(1e-12));
        }
    }

    private static Score randomScore(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> MISSING;
            case 1 -> right();
            case 2 -> wrong();
            case 3 -> Score.missing(Outcome.OVERFLOW);
            default -> scored(random.nextDouble(), random.nextBoolean());
        };
    }

    private static CellStatus status(int planned, int missing) {
        return CellStatus.of(planned, missing, MAX_MISSING);
    }
}
