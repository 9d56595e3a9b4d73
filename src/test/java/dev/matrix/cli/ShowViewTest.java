package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShowViewTest {

    @Test
    void leavesOutWhatNobodyTold() {
        assertThat(ShowView.known(call(CallMetrics.wallOnly(9), Call.UNKNOWN, 1)))
                .isEmpty();
        assertThat(ShowView.known(call(CallMetrics.wallOnly(9), "stop", 2)))
                .containsExactly("ended by stop", "2 attempts");
    }

    @Test
    void tellsWhatIsKnown() {
        CallMetrics metrics = new CallMetrics(12, 0, 1, 1, 1, 1, 1);

        assertThat(ShowView.known(call(metrics, "length", 1)))
                .containsExactly("ended by length", "12 prompt tokens", "0 generated", "1 attempt");
    }

    private static Call call(CallMetrics metrics, String doneReason, int attempts) {
        return new Call("h", "A", "", List.of(), metrics, doneReason, attempts, null);
    }
}
