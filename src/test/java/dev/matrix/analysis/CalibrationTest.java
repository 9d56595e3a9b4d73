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

    @Test
    void doesNotRuleOutWhatIsThere() {
        assertThat(calibration.ruledOutThoughThere()).isBetween(1L, (long) atMost(MATRICES, 0.025));
    }
}
