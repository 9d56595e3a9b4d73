package dev.matrix.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {

    @Test
    void proposesTheNearestNamesOnly() {
        assertThat(NearNames.clause("mmul", List.of("mmlu", "gsm8k", "mm"))).isEqualTo("did you mean 'mmlu' or 'mm'?");
        assertThat(NearNames.clause("MMLU", List.of("mmlx", "mmlu"))).isEqualTo("did you mean 'mmlu'?");
        assertThat(NearNames.clause("b", List.of("a1", "b1", "c1", "b2", "b3", "b4")))
                .isEqualTo("did you mean 'b1' or 'b2' or 'b3'?");
    }

    @Test
    void listsAllWhenNoneIsNear() {
        assertThat(NearNames.clause("something", List.of("mmlu", "gsm8k"))).isEqualTo("known are mmlu, gsm8k");
        assertThat(NearNames.clause("something", List.of())).isEqualTo("none is known");
    }
}
