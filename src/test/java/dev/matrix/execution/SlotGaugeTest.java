package dev.matrix.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.CallMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotGaugeTest {

    @ParameterizedTest(name = "{0} of {1} ms in service, {2} calls, N = {3}: {4}")
    @CsvSource({
        "100, 100, 12, 4, false",
        "100, 400, 12, 4, true",
        "100, 400, 11, 4, false",
        "100, 130, 12, 4, true",
        "100, 120, 12, 4, false",
        "100, 400, 12, 1, false",
        "1, 8, 12, 4, false",
    })
    void tellsWaitingFromService(int service, int total, int calls, int n, boolean fewer) {
        SlotGauge gauge = new SlotGauge(n);
        for (int i = 0; i < calls; i++) {
            gauge.add(metrics(total + 5, 5, service / 2.0, service / 2.0));
        }

        assertThat(gauge.fewerSlotsThanRequests()).isEqualTo(fewer);
    }

    @Test
    void ignoresCallsWithoutTimings() {
        SlotGauge gauge = new SlotGauge(2);
        for (int i = 0; i < 20; i++) {
            gauge.add(CallMetrics.wallOnly(1_000_000_000L));
            gauge.add(metrics(500, 0, 0, 0));
        }

        assertThat(gauge.fewerSlotsThanRequests()).isFalse();
    }

    private static CallMetrics metrics(double total, double load, double prompt, double generate) {
        return new CallMetrics(10, 5, ms(total), ms(load), ms(prompt), ms(generate), ms(total));
    }

    private static long ms(double value) {
        return Math.round(value * 1e6);
    }
}
