package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MomentsTest {

    private static final Offset<Double> EXACTLY = within(1e-9);

    /** scipy.stats 1.17: ttest_1samp, sem; std with ddof=1; t.ppf(.975, 7) * .3. */
    @Test
    void equalSciPy() {
        Moments moments = Moments.of(.12, -.03, .08, .2, 0, .05);

        assertThat(moments.mean()).isEqualTo(.07, EXACTLY);
        assertThat(moments.standardDeviation()).isEqualTo(0.08342661445845684, EXACTLY);
        assertThat(moments.standardError()).isEqualTo(0.0340587727318528, EXACTLY);
        assertThat(moments.pValue()).isEqualTo(0.09500326340273306, EXACTLY);
        assertThat(moments.interval(.05).low()).isEqualTo(-0.017550862528566233, EXACTLY);
        assertThat(moments.interval(.1).high()).isEqualTo(0.1386300745910391, EXACTLY);
        assertThat(Moments.reach(.3, 7, .05)).isEqualTo(0.7093872754778352, EXACTLY);
    }

    @Test
    void sayNothingOfTheSpreadOfOneValue() {
        assertThat(Moments.of(.5).standardDeviation()).isNaN();
        assertThat(Moments.of(.5).mean()).isEqualTo(.5);
        assertThat(Moments.of().mean()).isNaN();
    }

    @Test
    void haveTheMeanThatIsSumOverNumberToTheLastBit() {
        for (int n = 1; n <= 100; n++) {
            for (int right = 0; right <= n; right++) {
                double[] scores = new double[n];
                Arrays.fill(scores, 0, right, 1);
                assertThat(Moments.mean(scores)).isEqualTo((double) right / n);
            }
        }
    }
}
