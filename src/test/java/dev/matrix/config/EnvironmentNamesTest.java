package dev.matrix.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentNamesTest {

    private static List<String> warnings(String... variables) {
        return new EnvironmentNames().warnings(Set.of(variables));
    }

    @Test
    void namesTheSettingThatWasMeant() {
        assertThat(warnings("MATRIX_LIMTI", "MATRIX_MAXMISSING"))
                .containsExactly(
                        "MATRIX_LIMTI is no setting and has no effect; did you mean MATRIX_LIMIT?",
                        "MATRIX_MAXMISSING is no setting and has no effect; did you mean MATRIX_MAX_MISSING?");
        assertThat(warnings("MATRIX_TIMEOUT"))
                .containsExactly("MATRIX_TIMEOUT is no setting and has no effect; did you mean MATRIX_TIMEOUTS_CONNECT"
                        + " or MATRIX_TIMEOUTS_FIRST_BYTE or MATRIX_TIMEOUTS_IDLE?");
    }

    @Test
    void saysNothingOfKnownVariablesAndOfOtherPrograms() {
        SettingKeys.ALL.forEach(key -> assertThat(warnings(key.variable())).isEmpty());
        assertThat(warnings(
                        "MATRIX_JAVA_OPTS", "MATRIX_REQUIRE_DATA", "MATRIX_REQUIRE_LM_EVAL", "OLLAMA_HOST", "LIMTI"))
                .isEmpty();
        assertThat(warnings("MATRIX_ACCESS_TOKEN", "MATRIX_HOMESERVER_URL", "MATRIX_", "MATRIX"))
                .isEmpty();
    }
}
