package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SmallSampleTest {

    /** R: x &lt;- c(-1,-12,59,9,63,-19); mean(x); sd(x); t.test(x)$conf.int; the signs are 28 of 64. */
    @Test
    void equalsStudentsIntervalAndTheCountOfSigns() {
        SmallSample sample = SmallSample.of(new double[] {-1, -12, 59, 9, 63, -19});
        assertThat(sample.mean()).isCloseTo(16.5, within(1e-12));
        assertThat(sample.stdDev()).isCloseTo(Math.sqrt(1280.7), within(1e-9));
        double reach = 2.5705818356363 * Math.sqrt(1280.7 / 6);
        assertThat(sample.low()).isCloseTo(16.5 - reach, within(1e-6));
        assertThat(sample.high()).isCloseTo(16.5 + reach, within(1e-6));
        assertThat(sample.signFlipP()).isCloseTo(28.0 / 64, within(1e-12));
        assertThat(sample.variation()).isCloseTo(Math.sqrt(1280.7) / 16.5, within(1e-9));
    }
}
