package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;

/**
 * A short form of {@code bench/run calibration}. A study that errs in 5 of 100 runs may err more often in so few matrices: each bound is passed by chance in
 * less than one of a thousand choices of the seed, which is fixed.
 */
class CalibrationTest {

    private static final int MATRICES = 200;

    private final Calibration calibration = new Calibration(MATRICES);

    private static int atMost(int matrices, double rate) {
        return new BinomialDistribution(matrices, rate).inverseCumulativeProbability(0.999);
    }

    private static int atLeast(double rate) {
        return new BinomialDistribution(MATRICES, rate).inverseCumulativeProbability(0.001);
    }

    @Test
    void callsNoDifferenceWhereNoneIs() {
        assertThat(calibration.calledWithoutEffect()).isLessThanOrEqualTo(atMost(MATRICES, 0.05));
    }

    @Test
    void callsNoneWhoeverStops() {
        int few = MATRICES / 4;
        assertThat(new Calibration(few).calledWithOptionalStopping()).isLessThanOrEqualTo(atMost(few, 0.05));
    }

    @Test
    void findsAnEffectOfTheStatedSize() {
        assertThat(calibration.foundOfStatedSize(0.2)).isGreaterThanOrEqualTo(atLeast(0.8));
    }

    /** The dearest and the cheapest of what {@code bench/run calibration} prints; in so few runs the 80th of 100 is known to about 0.1. */
    @Test
    void stoppingTakesAsManyItemsAsTheWordsSay() {
        double most = calibration.itemsOfStopping(0.3, 1);
        double least = calibration.itemsOfStopping(0.1, 90);
        assertThat(most).isBetween(StoppingPrice.MOST - 0.3, StoppingPrice.MOST);
        assertThat(least).isBetween(StoppingPrice.LEAST, StoppingPrice.LEAST + 0.3);
        assertThat(StoppingPrice.words()).isEqualTo("1.3 to 2 times as many");
    }

    @Test
    void doesNotRuleOutWhatIsThere() {
        assertThat(calibration.ruledOutThoughThere()).isBetween(1L, (long) atMost(MATRICES, 0.025));
    }
}
