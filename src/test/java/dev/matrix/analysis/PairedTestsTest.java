package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closed forms against SciPy 1.17.1 and statsmodels 0.15.0. */
class PairedTestsTest {

    private static final double[] FRACTIONS = {0.5, -0.25, 0.75, 0.25, 0.0, 1.0, -0.5, 0.25, 0.5, 0.125};

    /** {@code statsmodels.stats.contingency_tables.mcnemar([[0, won], [lost, 0]], exact=True).pvalue}. */
    @ParameterizedTest
    @CsvSource({
        "5, 0, 0.0625",
        "10, 2, 0.03857421875",
        "20, 5, 0.004077315330505371",
        "0, 0, 1",
        "1, 1, 1",
        "300, 250, 0.036578745549102676",
        "59, 6, 4.964650327128616e-12"
    })
    void mcNemarEqualsStatsmodels(int won, int lost, double p) {
        assertThat(ExactMcNemar.pValue(won, lost)).isCloseTo(p, within(1e-9));
        assertThat(ExactMcNemar.pValue(lost, won)).isEqualTo(ExactMcNemar.pValue(won, lost));
    }

    /** The order of the p values in the tail matters to the correction, so tiny ones must be right relatively too. */
    @Test
    void mcNemarIsRightFarOut() {
        assertThat(ExactMcNemar.pValue(59, 6) / 4.964650327128616e-12).isCloseTo(1, within(1e-9));
    }

    /**
     * Wilson's intervals of {@code statsmodels.stats.proportion.proportion_confint(..., method='wilson')}, combined in Python as Newcombe (1998) says in his
     * method 10.
     */
    @ParameterizedTest
    @CsvSource({
        "36, 12, 2, 0, 0.05, 0.05692958400323869, 0.3404276029749407",
        "1, 1, 7, 12, 0.05, -0.506920226686141, -0.02555912416485978",
        "14, 5, 0, 22, 0.05, 0.01148324138303325, 0.2264926843512112",
        "40, 20, 5, 35, 0.0005, -0.018434070242652506, 0.30255623390443553",
        "0, 10, 0, 0, 0.05, 0.6075093504305242, 1.0",
        "50, 0, 0, 50, 0.05, -0.019233693926800913, 0.019233693926800913",
        "3, 0, 0, 0, 0.05, -0.5614970317550454, 0.5614970317550454",
        "0, 9, 8, 3, 0.0005, -0.5360822402611292, 0.6010074650046868"
    })
    void newcombeEqualsWilsonsIntervalsCombined(
            int both, int first, int second, int neither, double alpha, double low, double high) {
        Interval interval = NewcombeInterval.of(both, first, second, neither, alpha);

        assertThat(interval.low()).isCloseTo(low, within(1e-9));
        assertThat(interval.high()).isCloseTo(high, within(1e-9));
    }

    /** {@code scipy.stats.permutation_test((d,), |sum|, permutation_type='samples', n_resamples=inf, alternative='greater')}. */
    @Test
    void permutationCountsAllSignsOfFewDifferences() {
        assertThat(PairedPermutation.pValue(FRACTIONS, 1)).isCloseTo(0.12109375, within(1e-9));
        assertThat(PairedPermutation.pValue(new double[] {0, 0, 0}, 1)).isEqualTo(1);
    }

    /** Differences of -1 and 1 alone make it McNemar's test. */
    @Test
    void sampledPermutationComesCloseToMcNemar() {
        double[] differences = new double[120];
        Arrays.fill(differences, 0, 40, 1);
        Arrays.fill(differences, 40, 60, -1);

        assertThat(PairedPermutation.pValue(differences, 5))
                .isCloseTo(ExactMcNemar.pValue(40, 20), within(0.0025))
                .isEqualTo(PairedPermutation.pValue(differences, 5));
    }

    /** Else no correction for thousands of tests could be passed. */
    @Test
    void permutationTellsSmallerValuesThanItsDrawsShow() {
        double[] lost = new double[120];
        Arrays.fill(lost, 0, 60, -0.5);
        Arrays.fill(lost, 60, 64, 0.5);
        double told = PairedPermutation.pValue(lost, 5);
        assertThat(told).isLessThan(1e-10);
        assertThat(told).isGreaterThan(ExactMcNemar.pValue(4, 60));
    }

    /** Under no effect p is at most alpha in at most alpha of all cases, also where the draws stop early. */
    @Test
    void sampledPermutationKeepsItsLevel() {
        Random random = new Random(3);
        int rejected = 0;
        for (int round = 0; round < 1_000; round++) {
            double[] differences = random.doubles(30, -1, 1).map(d -> d * d * d).toArray();
            rejected += PairedPermutation.pValue(differences, round) <= 0.05 ? 1 : 0;
        }
        assertThat(rejected).isBetween(28, 72);
    }

    /** {@code scipy.stats.ttest_1samp(d, 0)} and its {@code confidence_interval(0.95)}. */
    @Test
    void meanTestEqualsScipy() {
        MeanTest test = MeanTest.of(FRACTIONS, 0.05).orElseThrow();

        assertThat(test.pValue()).isCloseTo(0.09850212708841456, within(1e-9));
        assertThat(test.interval().low()).isCloseTo(-0.05976919036940581, within(1e-9));
        assertThat(test.interval().high()).isCloseTo(0.5847691903694059, within(1e-9));
        assertThat(MeanTest.of(new double[] {0.5}, 0.05)).isEmpty();
        assertThat(MeanTest.of(new double[] {0.5, 0.5}, 0.05)).isEmpty();
    }

    /** With {@code scipy.stats.t.isf(alpha / 2, 9)} in Python. */
    @Test
    void meanDifferenceIntervalAddsTwoPairs() {
        Interval wide = MeanDifferenceInterval.of(FRACTIONS, 0.05);
        Interval narrow = MeanDifferenceInterval.of(FRACTIONS, 0.2);

        assertThat(wide.low()).isCloseTo(-0.10455992254547014, within(1e-9));
        assertThat(wide.high()).isCloseTo(0.5420599225454701, within(1e-9));
        assertThat(narrow.low()).isCloseTo(0.0210860526657351, within(1e-9));
        assertThat(narrow.high()).isCloseTo(0.4164139473342649, within(1e-9));
    }

    @Test
    void equalScoresAreNoCertainty() {
        assertThat(MeanDifferenceInterval.of(new double[20], 0.05).isWithin(0.05))
                .isFalse();
        assertThat(MeanDifferenceInterval.of(new double[] {0}, 0.05)).isEqualTo(new Interval(-1, 1));
    }
}
