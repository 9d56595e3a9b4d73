package dev.matrix.analysis;

import static dev.matrix.analysis.Scores.MISSING;
import static dev.matrix.analysis.Scores.cell;
import static dev.matrix.analysis.Scores.right;
import static dev.matrix.analysis.Scores.scored;
import static dev.matrix.analysis.Scores.wrong;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.domain.Score;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedCountsTest {

    @Test
    void countsItemsWonAndLostOnItemsValidInBoth() {
        PairedCounts counts = PairedCounts.of(
                cell(right(), wrong(), right(), wrong(), MISSING, right()),
                cell(wrong(), right(), right(), wrong(), right(), MISSING));

        assertThat(counts.won()).isEqualTo(1);
        assertThat(counts.lost()).isEqualTo(1);
        assertThat(counts.compared()).isEqualTo(4);
        assertThat(counts.dropped()).isEqualTo(2);
        assertThat(difference(counts)).isZero();
    }

    @Test
    void comparesSharesOfProbabilityByTheirLetterAndTheirValue() {
        PairedCounts counts = PairedCounts.of(
                cell(scored(0.6, true), scored(0.9, true)), cell(scored(0.4, false), scored(0.7, true)));

        assertThat(counts.won()).isEqualTo(1);
        assertThat(counts.lost()).isZero();
        assertThat(difference(counts)).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void saysNothingWithoutACommonItem() {
        PairedCounts counts = PairedCounts.of(cell(MISSING, right()), cell(right(), MISSING));

        assertThat(counts.mean()).isNull();
        assertThat(counts.compared()).isZero();
        assertThat(counts.dropped()).isEqualTo(2);
    }

    @Test
    void comparesRepeatedItemsByTheShareThatIsRight() {
        CellAccumulator personality = new CellAccumulator(1, 3);
        CellAccumulator baseline = new CellAccumulator(1, 3);
        personality.add(0, 0, right());
        personality.add(0, 1, right());
        personality.add(0, 2, wrong());
        baseline.add(0, 0, right());
        baseline.add(0, 1, wrong());
        baseline.add(0, 2, MISSING);

        PairedCounts counts = PairedCounts.of(personality, baseline);

        assertThat(counts.won()).isEqualTo(1);
        assertThat(difference(counts)).isCloseTo(2 / 3.0 - 0.5, within(1e-12));
    }

    @Test
    void addsUpOverBenchmarks() {
        PairedCounts first = PairedCounts.of(cell(right(), right()), cell(wrong(), right()));
        PairedCounts second = PairedCounts.of(cell(wrong(), MISSING), cell(right(), right()));
        PairedCounts sum = PairedCounts.none().plus(first).plus(second);

        assertThat(sum).isEqualTo(new PairedCounts(1, 1, 3, 1, 2 / 3.0, 2 / 3.0));
        assertThat(PairedCounts.none().plus(PairedCounts.none()).mean()).isNull();
    }

    @Test
    void refusesCellsOfDifferentPlans() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedCounts.of(cell(right()), cell(right(), wrong())))
                .withMessageContaining("cells of 1 and 2 items");
    }

    @Test
    void agreesWithANaiveCountOnRandomCells() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            int n = random.nextInt(50);
            Score[] a = new Score[n];
            Score[] b = new Score[n];
            int won = 0;
            int lost = 0;
            int compared = 0;
            for (int i = 0; i < n; i++) {
                a[i] = random(random);
                b[i] = random(random);
                boolean both = a[i].scored() && b[i].scored();
                compared += both ? 1 : 0;
                won += both && a[i].correct() && !b[i].correct() ? 1 : 0;
                lost += both && !a[i].correct() && b[i].correct() ? 1 : 0;
            }
            PairedCounts counts = PairedCounts.of(cell(a), cell(b));

            assertThat(counts.won()).isEqualTo(won);
            assertThat(counts.lost()).isEqualTo(lost);
            assertThat(counts.compared()).isEqualTo(compared);
            assertThat(counts.dropped()).isEqualTo(n - compared);
            if (compared > 0) {
                assertThat(difference(counts)).isCloseTo((won - lost) / (double) compared, within(1e-12));
            }
        }
    }

    private static Score random(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> MISSING;
            case 1 -> wrong();
            default -> right();
        };
    }

    private static double difference(PairedCounts counts) {
        return requireNonNull(counts.mean()) - requireNonNull(counts.baselineMean());
    }
}
