package dev.matrix.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.MatrixException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SimulatorSettingsTest {

    private static final SimulatorSettings DEFAULTS = SimulatorSettings.defaults();

    private static void assertUsage(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MatrixException.class, e -> assertThat(e.kind()).isEqualTo(MatrixException.Kind.USAGE))
                .hasMessageStartingWith(sentence);
    }

    @Test
    void namesTheOptionAndItsRange() {
        assertUsage(() -> DEFAULTS.withPort(70_000), "--port must be from 0 to 65535, got 70000.");
        assertUsage(() -> DEFAULTS.withPort(-1), "--port must be from 0 to 65535, got -1.");
        assertUsage(() -> DEFAULTS.withSlots(0), "--slots must be 1 or more, got 0.");
        assertUsage(() -> DEFAULTS.withLoadTime(Duration.ofMillis(-5)), "--load-ms must be 0 or more, got -5.");
        assertUsage(() -> ServiceTime.fixed(Duration.ofMillis(-1)), "--service-ms must be 0 or more");
        assertUsage(() -> ServiceTime.byTokens(1, -1), "--service-ms must be 0 or more");
        assertUsage(() -> ServiceTime.byTokens(Double.NaN, 1), "--service-ms must be 0 or more");
    }

    @Test
    void takesTheEndsOfTheRanges() {
        SimulatorSettings ends = DEFAULTS.withPort(65_535)
                .withSlots(1)
                .withLoadTime(Duration.ZERO)
                .withServiceTime(ServiceTime.fixed(Duration.ZERO));
        assertThat(ends.port()).isEqualTo(65_535);
        assertThat(ends.slots()).isEqualTo(1);
    }
}
