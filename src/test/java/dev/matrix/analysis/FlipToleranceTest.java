package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlipToleranceTest {

    @Test
    void allowsNoneWhereNothingWasMeasured() {
        assertThat(FlipTolerance.unmeasured().allowed(20)).isZero();
    }

    /** Without a flip the bound is 1 - .05^(1/n), exactly; with all of them it is 1. */
    @ParameterizedTest
    @CsvSource({"1", "20", "100", "1500"})
    void knowsTheBoundAtTheEnds(int pairs) {
        assertThat(new FlipTolerance(pairs, 0).upperRate()).isCloseTo(1 - Math.pow(0.05, 1.0 / pairs), within(1e-9));
        assertThat(new FlipTolerance(pairs, pairs).upperRate()).isEqualTo(1);
    }

    /** The bound is where so few flips have the probability .05: checked by summing the binomial distribution. */
    @ParameterizedTest
    @CsvSource({"100, 1", "100, 5", "500, 3", "40, 20", "7, 6"})
    void knowsTheBoundBetween(int pairs, int flips) {
        double rate = new FlipTolerance(pairs, flips).upperRate();
        assertThat(atMost(flips, pairs, rate)).isCloseTo(0.05, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"100, 1", "400, 20", "50, 25", "3, 3"})
    void allowsAsManyAsTheBoundExplains(int pairs, int flips) {
        FlipTolerance tolerance = new FlipTolerance(pairs, flips);
        int allowed = tolerance.allowed(20);
        double rate = tolerance.upperRate();
        if (allowed > 0) {
            assertThat(1 - atMost(allowed - 1, 20, rate)).isGreaterThanOrEqualTo(0.05 - 1e-12);
        }
        if (allowed < 20) {
            assertThat(1 - atMost(allowed, 20, rate)).isLessThan(0.05);
        }
    }

    @Test
    void allowsNoneWhereControlsNeverFlippedHoweverFewTheyWere() {
        assertThat(new FlipTolerance(1500, 0).allowed(20)).isZero();
        assertThat(new FlipTolerance(40, 0).allowed(20)).isZero();
        assertThat(new FlipTolerance(3, 3).allowed(20)).isEqualTo(20);
    }

    private static double atMost(int count, int asked, double rate) {
        double sum = 0;
        for (int i = 0; i <= count; i++) {
            double logarithm = i * Math.log(rate) + (asked - i) * Math.log1p(-rate);
            for (int j = 1; j <= i; j++) {
                logarithm += Math.log((double) (asked - i + j) / j);
            }
            sum += Math.exp(logarithm);
        }
        return sum;
    }
}
