package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PointsTest {

    @Test
    void neverWritesAnEndThatIsNotZeroAsZero() {
        assertThat(Points.range(new Interval(-0.15, -0.0004))).isEqualTo("-15.0 to -0.04");
        assertThat(Points.range(new Interval(0.0000042, 0.2))).isEqualTo("+0.0004 to +20.0");
        assertThat(Points.range(new Interval(-0.15, -1e-9))).isEqualTo("-15.0 to just under 0");
        assertThat(Points.range(new Interval(1e-9, 0.15))).isEqualTo("just over 0 to +15.0");
        assertThat(Points.range(new Interval(-0.01, 0))).isEqualTo("-1.0 to 0.0");
        assertThat(Points.range(new Interval(0, 0.079))).isEqualTo("0.0 to +7.9");
    }
}
