package dev.matrix.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private final RetryPolicy policy = RetryPolicy.standard();

    @Test
    void pinsTheStandard() {
        assertThat(policy)
                .isEqualTo(new RetryPolicy(4, Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofSeconds(60)));
    }

    @Test
    void drawsEachPauseFromTheWholeStep() {
        Random random = new Random(42);
        for (int attempt = 1; attempt <= 6; attempt++) {
            int failed = attempt;
            double step = Math.min(Math.pow(2, attempt - 1), 8);
            DoubleSummaryStatistics seconds = IntStream.range(0, 2000)
                    .mapToDouble(i -> policy.pause(failed, null, random).toMillis() / 1000.0)
                    .summaryStatistics();

            assertThat(seconds.getMin()).isBetween(0.0, step * 0.02);
            assertThat(seconds.getMax()).isBetween(step * 0.98, step);
            assertThat(seconds.getAverage()).isBetween(step * 0.47, step * 0.53);
        }
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(policy.pause(2, null, new Random(7))).isEqualTo(policy.pause(2, null, new Random(7)));
    }

    @Test
    void waitsAtLeastAsLongAsAskedButNotForever() {
        assertThat(policy.pause(1, Duration.ofSeconds(5), new Random(1))).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.pause(1, Duration.ofDays(1), new Random(1))).isEqualTo(Duration.ofSeconds(60));
        assertThat(policy.pause(1, Duration.ZERO, new Random(1))).isPositive();
    }

    @Test
    void refusesLessThanOneAttempt() {
        assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("at least once");
        assertThatThrownBy(() -> Samples.settings(0, 1)).hasMessageContaining("concurrency");
    }
}
