package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values of capital, p and ends against NumPy 2.4.6 and {@code scipy.optimize.brentq} on the same definition. */
class BettingTestTest {

    private static final double[] FRACTIONS = {0.5, -0.25, 0.75, 0.25, 0.0, 1.0, -0.5, 0.25, 0.5, 0.125};

    private static double[] signs(int won, int lost, int items) {
        double[] differences = new double[items];
        Arrays.fill(differences, 0, won, 1);
        Arrays.fill(differences, won, won + lost, -1);
        return differences;
    }

    @Test
    void equalsItsDefinition() {
        BettingTest test = new BettingTest(signs(20, 5, 100));

        assertThat(test.pValue()).isCloseTo(0.04121969901468495, within(1e-9));
        assertThat(test.equivalencePValue(0.3)).isCloseTo(0.08032695782432128, within(1e-9));
        assertThat(test.interval(0.05).low()).isCloseTo(0.003495532324465038, within(1e-9));
        assertThat(test.interval(0.05).high()).isCloseTo(0.30863431540572056, within(1e-9));
        assertThat(new BettingTest(FRACTIONS).pValue()).isCloseTo(0.6806752398316681, within(1e-9));
    }

    /** Both halves together are Robbins' beta-binomial mixture: {@code exp(-(betaln(21, 6) + 25 ln 2))} = 0.0411683. */
    @Test
    void isCloseToRobbinsMixtureOnItemsThatDiffer() {
        assertThat(new BettingTest(signs(20, 5, 100)).pValue()).isCloseTo(0.04116833209991455, within(1e-3));
    }

    @Test
    void doesNotDependOnTheOrder() {
        double[] forwards = signs(9, 2, 40);
        double[] backwards = new double[40];
        for (int i = 0; i < 40; i++) {
            backwards[i] = forwards[39 - i];
        }
        assertThat(new BettingTest(backwards).pValue()).isEqualTo(new BettingTest(forwards).pValue());
    }

    @Test
    void endsLieInTheRangeOfDifferences() {
        Interval all = new BettingTest(signs(30, 0, 30)).interval(0.05);
        assertThat(all.high()).isEqualTo(1);
        assertThat(all.low()).isBetween(0.5, 1.0);

        Interval few = new BettingTest(new double[] {0, 0}).interval(0.05);
        assertThat(few.high()).isBetween(0.9, 1.0).isEqualTo(-few.low());
    }

    /** The test rejects exactly where the interval excludes 0, and equivalence is shown exactly where it lies inside. */
    @Test
    void testAndIntervalNeverDisagree() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            int items = 1 + random.nextInt(300);
            double effect = random.nextDouble() - 0.5;
            double[] differences = random.doubles(items)
                    .map(u -> u < 0.2 * (1 + effect) ? 1 : u > 1 - 0.2 * (1 - effect) ? -1 : 0)
                    .toArray();
            double alpha = random.nextBoolean() ? 0.05 : 0.002;
            BettingTest test = new BettingTest(differences);
            Interval interval = test.interval(alpha);

            assertThat(interval.excludesZero()).isEqualTo(test.pValue() <= alpha);
            assertThat(interval.isWithin(0.15)).isEqualTo(test.equivalencePValue(0.15) <= alpha);
        }
    }

    /** Looked at after every item, no effect is called in more than alpha of all runs. */
    @Test
    void keepsItsLevelWhoeverStops() {
        Random random = new Random(13);
        int ever = 0;
        int rounds = 1_000;
        for (int round = 0; round < rounds; round++) {
            int won = 0;
            int lost = 0;
            boolean called = false;
            for (int item = 0; item < 200 && !called; item++) {
                double u = random.nextDouble();
                won += u < 0.15 ? 1 : 0;
                lost += u > 0.85 ? 1 : 0;
                called = item % 5 == 4 && new BettingTest(signs(won, lost, item + 1)).pValue() <= 0.05;
            }
            ever += called ? 1 : 0;
        }
        assertThat(ever).isLessThanOrEqualTo(65);
    }
}
