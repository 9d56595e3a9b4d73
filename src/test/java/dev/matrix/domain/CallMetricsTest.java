package dev.matrix.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallMetricsTest {

    @Test
    void tellsServiceFromWaiting() {
        CallMetrics metrics = new CallMetrics(30, 20, 1000, 100, 200, 300, 1100);

        assertThat(metrics.servedNanos()).hasValue(500);
        assertThat(metrics.queuedNanos()).hasValue(400);
        assertThat(new CallMetrics(30, 20, 400, -1, 200, 300, 1100).queuedNanos())
                .as("rounded figures do not wait a negative time")
                .hasValue(0);
    }

    @Test
    void saysNothingWhereTheServerDidNot() {
        CallMetrics nothing = CallMetrics.wallOnly(500);

        assertThat(nothing.servedNanos()).isEmpty();
        assertThat(nothing.queuedNanos()).isEmpty();
        assertThat(nothing.knownPromptTokens() + nothing.knownGeneratedTokens()).isZero();
        assertThat(nothing.knownGenerateNanos()).isZero();
        assertThat(new CallMetrics(30, 20, 1000, 100, 0, 0, 1100).queuedNanos())
                .as("a clock that stood still")
                .isEmpty();
    }

    @Test
    void timesOnlyTokensWhoseTimeIsTold() {
        assertThat(new CallMetrics(30, 20, 1000, 100, 200, 300, 1100).timedTokens())
                .isEqualTo(20);
        assertThat(new CallMetrics(-1, 500, -1, -1, -1, -1, 1100).timedTokens()).isZero();
        assertThat(new CallMetrics(-1, -1, 1000, 100, 200, 300, 1100).timedTokens())
                .isZero();
    }
}
