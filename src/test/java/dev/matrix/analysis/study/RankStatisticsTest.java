package dev.matrix.analysis.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rank and sign statistics against SciPy 1.16 (scipy.stats: friedmanchisquare, spearmanr, kendalltau, binomtest). */
class RankStatisticsTest {

    private static final Offset<Double> EXACTLY = within(1e-9);

    private static final double[][] SIX_MODELS = {
        {.05, .02, -.01, .08},
        {.04, .00, -.03, .02},
        {.01, .03, -.02, .06},
        {.02, .02, .00, .05},
        {-.01, -.02, .03, .04},
        {.06, .01, -.04, .07}
    };

    @Test
    void friedmanEqualsSciPyWithTies() {
        Friedman test = Friedman.of(SIX_MODELS, 42);

        assertThat(test.chiSquare()).isEqualTo(12.355932203389838, EXACTLY);
        assertThat(test.chiSquareP()).isEqualTo(0.0062582240130560724, EXACTLY);
        assertThat(test.w()).isEqualTo(0.6864406779661021, EXACTLY);
        assertThat(test.exact()).isFalse();
        assertThat(test.p()).isEqualTo(0.0015, within(0.0015));
    }

    @Test
    void friedmanCountsAllPermutationsOfSmallTables() {
        double[][] tied = {{.1, .1, 0}, {.05, 0, 0}, {.2, .1, .1}, {0, .1, .05}};
        Friedman test = Friedman.of(tied, 42);

        assertThat(test.exact()).isTrue();
        assertThat(test.chiSquare()).isEqualTo(2.0, EXACTLY);
        assertThat(test.chiSquareP()).isEqualTo(0.36787944117144245, EXACTLY);
        // Counted by itertools.permutations over scipy.stats.rankdata.
        assertThat(test.p()).isEqualTo(0.5185185185185185, EXACTLY);

        double[][] four = new double[4][];
        for (int i = 0; i < 4; i++) {
            four[i] = java.util.Arrays.copyOf(SIX_MODELS[i], 3);
        }
        assertThat(Friedman.of(four, 42).p()).isEqualTo(0.037037037037037035, EXACTLY);
        assertThat(Friedman.of(four, 42).chiSquareP()).isEqualTo(0.03813332654704519, EXACTLY);
    }

    @Test
    void friedmanFindsNoOrderWhereAllIsTied() {
        Friedman test = Friedman.of(new double[][] {{0, 0, 0}, {1, 1, 1}}, 42);

        assertThat(test.p()).isEqualTo(1);
        assertThat(test.w()).isZero();
    }

    @Test
    void friedmanRefusesTwoTreatments() {
        assertThatThrownBy(() -> Friedman.of(new double[][] {{0, 1}, {0, 1}}, 42))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 treatments");
    }

    @Test
    void rankCorrelationsEqualSciPyWithTies() {
        RankCorrelation correlation = RankCorrelation.of(
                new double[] {.05, .02, -.01, .08, .03, .03}, new double[] {.04, .00, -.03, .02, .02, .05});

        assertThat(correlation).isNotNull();
        assertThat(correlation.spearman()).isEqualTo(0.6323529411764706, EXACTLY);
        assertThat(correlation.kendall()).isEqualTo(0.5, EXACTLY);
        assertThat(RankCorrelation.of(new double[] {1, 1, 1}, new double[] {1, 2, 3}))
                .isNull();
        assertThat(RankCorrelation.of(new double[] {1, 2}, new double[] {1, 2})).isNull();
    }

    @ParameterizedTest
    @CsvSource({"7,1,0.0703125", "5,1,0.21875", "6,0,0.03125", "4,5,1.0", "0,0,1.0"})
    void signTestEqualsSciPyAndLeavesZerosOut(int positive, int negative, double p) {
        double[] effects = new double[positive + negative + 2];
        java.util.Arrays.fill(effects, 0, positive, .01);
        java.util.Arrays.fill(effects, positive, positive + negative, -.02);

        SignTest test = SignTest.of(effects);

        assertThat(test.positive()).isEqualTo(positive);
        assertThat(test.negative()).isEqualTo(negative);
        assertThat(test.p()).isEqualTo(p, EXACTLY);
    }

    @Test
    void labelsAreCountedExactlyForEightValues() {
        double[] values = {1, 2, 3, 4, 11, 12, 13, 14};
        List<String> labels = List.of("a", "a", "a", "a", "b", "b", "b", "b");

        LabelPermutation test = LabelPermutation.of(values, labels, 42);

        // 35 partitions into two fours; only the observed one is as large.
        assertThat(test.p()).isEqualTo(1 / 35.0, EXACTLY);
        assertThat(test.smallest()).isEqualTo(1 / 35.0, EXACTLY);
    }

    @Test
    void labelsOfManyValuesAreSampled() {
        double[] values = {1, 2, 3, 4, 5, 11, 12, 13, 14, 15};
        List<String> labels = List.of("a", "a", "a", "a", "a", "b", "b", "b", "b", "b");

        LabelPermutation test = LabelPermutation.of(values, labels, 42);

        assertThat(test.p()).isBetween(0.003, 0.015);
        assertThat(test.smallest()).isEqualTo(1 / 126.0, EXACTLY);
    }
}
