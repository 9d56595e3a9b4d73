package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CorrectionsTest {

    private static final double[] P = {0.01, 0.04, 0.03, 0.005, 0.2, 0.03};

    /** {@code statsmodels.stats.multitest.multipletests(p, method='holm')[1]}. */
    @Test
    void holmEqualsStatsmodels() {
        Holm holm = Holm.of(P, 6, 0.05);
        double[] expected = {0.05, 0.12, 0.12, 0.03, 0.2, 0.12};
        for (int i = 0; i < P.length; i++) {
            assertThat(holm.adjusted(i)).isCloseTo(expected[i], within(1e-9));
        }
    }

    @Test
    void holmTellsTheLevelOfEachStep() {
        Holm holm = Holm.of(P, 6, 0.05);

        assertThat(holm.level(3)).isEqualTo(0.05 / 6);
        assertThat(holm.level(0)).isEqualTo(0.05 / 5);
        // The third step fails, and what comes after it is held to the same level.
        assertThat(new double[] {holm.level(1), holm.level(2), holm.level(4), holm.level(5)})
                .containsOnly(0.05 / 4);
    }

    @Test
    void testsThatCouldNotBeMadeCountInTheFamily() {
        Holm holm = Holm.of(new double[] {0.004, 0.012}, 10, 0.05);

        assertThat(holm.adjusted(0)).isCloseTo(0.04, within(1e-12));
        assertThat(holm.adjusted(1)).isCloseTo(0.108, within(1e-12));
        assertThatIllegalArgumentException().isThrownBy(() -> Holm.of(P, 5, 0.05));
    }

    /** A rejected test has a p value at or below its level, one that is not rejected has a larger one. */
    @Test
    void levelsAgreeWithTheAdjustedValues() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            double[] p =
                    random.doubles(1 + random.nextInt(20)).map(u -> u * u * u).toArray();
            int family = p.length + random.nextInt(4);
            Holm holm = Holm.of(p, family, 0.05);
            for (int i = 0; i < p.length; i++) {
                assertThat(holm.adjusted(i) <= 0.05).isEqualTo(p[i] <= holm.level(i));
                assertThat(holm.level(i)).isBetween(0.05 / family, 0.05);
            }
        }
    }

    /** {@code statsmodels.stats.multitest.multipletests(p, method='fdr_bh')[1]}. */
    @Test
    void benjaminiHochbergEqualsStatsmodels() {
        double[] expected = {0.03, 0.048, 0.045, 0.03, 0.2, 0.045};

        assertThat(BenjaminiHochberg.adjusted(P)).containsExactly(expected, within(1e-9));
        assertThat(BenjaminiHochberg.adjusted(new double[0])).isEmpty();
    }
}
