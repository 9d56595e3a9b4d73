package dev.matrix.analysis.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class ChiSquaredTailTest {

    /** With 2 degrees of freedom the tail is exp(-x / 2), with 4 it is (1 + x / 2) exp(-x / 2). */
    @Test
    void isRightFarOut() {
        for (double value : new double[] {0, 0.5, 3, 40, 200}) {
            assertThat(ChiSquaredTail.above(value, 2)).isCloseTo(Math.exp(-value / 2), withinPercentage(1e-6));
            assertThat(ChiSquaredTail.above(value, 4))
                    .isCloseTo((1 + value / 2) * Math.exp(-value / 2), withinPercentage(1e-6));
        }
        assertThat(ChiSquaredTail.above(-1e-12, 3)).isEqualTo(1);
    }
}
