package dev.matrix.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HostEstimatesTest {

    private final AtomicLong now = new AtomicLong();
    private final HostEstimates estimates = new HostEstimates(2, now::get);

    private static ExecutionEvent.Estimate estimate(long low, long high, long resident) {
        return new ExecutionEvent.Estimate(
                Duration.ofSeconds(low), Duration.ofSeconds(high), Duration.ofSeconds(resident));
    }

    @Test
    void sharesWhatWaitsByWhatEachWouldTakeAlone() {
        assertThat(HostEstimates.together(List.of(0.0, 0.0), List.of(30.0, 60.0)))
                .isCloseTo(20, within(1e-9));
        assertThat(HostEstimates.together(List.of(10.0, 0.0), List.of(20.0, 20.0)))
                .isCloseTo(15, within(1e-9));
    }

    @Test
    void lastsAsLongAsTheLongestModelThatHasBegun() {
        assertThat(HostEstimates.together(List.of(100.0, 1.0), List.of(10.0, 10.0)))
                .isEqualTo(100);
        assertThat(HostEstimates.together(List.of(7.0, 9.0), List.of(0.0, 0.0))).isEqualTo(9);
    }

    @Test
    void saysNothingWhileAHostThatWorksHasNoEstimate() {
        estimates.begins(0);
        estimates.begins(1);
        assertThat(estimates.joined(0, estimate(20, 20, 10))).isEmpty();
        assertThat(estimates.joined(1, estimate(20, 40, 10)))
                .hasValueSatisfying(joined -> assertThat(joined.low()).isEqualTo(Duration.ofSeconds(15)));
    }

    @Test
    void countsAnOldEstimateDown() {
        estimates.joined(1, estimate(30, 30, 30));
        now.set(Duration.ofSeconds(20).toNanos());
        assertThat(estimates.joined(0, estimate(5, 5, 5)))
                .hasValueSatisfying(joined -> assertThat(joined.high()).isEqualTo(Duration.ofSeconds(10)));
        estimates.ends(1);
        assertThat(estimates.joined(0, estimate(5, 5, 5)))
                .hasValueSatisfying(joined -> assertThat(joined.high()).isEqualTo(Duration.ofSeconds(5)));
    }
}
