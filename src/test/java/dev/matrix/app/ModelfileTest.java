package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.Personality;
import dev.matrix.domain.SamplingOptions;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The written file says what was measured, whatever the system prompt holds; read back by a reader after Ollama's rules. */
class ModelfileTest {

    private static final String[] PIECES = {
        "\"", "\"\"", "\"\"\"", "\n", "\r\n", " ", "\t", "You are", "FROM x", "# no", "\\", "é", "日本", "\u00a0",
        "\u200b", "$(x)", "'"
    };

    private static Modelfile modelfile(String system, String wrapper) {
        return new Modelfile("qwen2.5:0.5b", new Personality("p", system, wrapper), SamplingOptions.of(0, 42), 4096);
    }

    /** Reads the value of SYSTEM as Ollama does: it ends at a line end, if what is there so far is unquoted or in closed quotes; what cannot be printed is dropped. */
    private static String system(String file) {
        String rest = file.substring(file.indexOf("\nSYSTEM ") + "\nSYSTEM ".length());
        StringBuilder seen = new StringBuilder();
        for (int point : rest.codePoints().toArray()) {
            boolean lineEnd = point == '\n' || point == '\r';
            String value = seen.toString().strip();
            if (lineEnd && isClosed(value)) {
                return value.startsWith("\"\"\"") ? value.substring(3, value.length() - 3) : value;
            }
            int type = Character.getType(point);
            boolean blank = lineEnd || point == ' ' || point == '\t';
            if (blank || (type != Character.FORMAT && type != Character.CONTROL && type != Character.SPACE_SEPARATOR)) {
                seen.appendCodePoint(point);
            }
        }
        throw new AssertionError("the value never ends");
    }

    private static boolean isClosed(String value) {
        if (value.startsWith("\"\"\"")) {
            return value.length() >= 6 && value.endsWith("\"\"\"");
        }
        return !value.startsWith("\"") || (value.length() >= 2 && value.endsWith("\""));
    }

    @Test
    void comesBackExactlyOrIsRefused() {
        Random random = new Random(11);
        int written = 0;
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(9); piece >= 0; piece--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            if (text.toString().isBlank()) {
                continue;
            }
            Modelfile file = modelfile(text.toString(), null);
            if (file.problem().isEmpty()) {
                written++;
                assertThat(system(file.text())).isEqualTo(text.toString());
            } else {
                refused++;
                assertThatThrownBy(file::text).isInstanceOf(IllegalStateException.class);
            }
        }
        assertThat(written).isGreaterThan(5000);
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void saysWhyATextIsRefused() {
        assertThat(modelfile("Use \"\"\"\nand stop.", null).problem())
                .hasValue("line 1 of its system prompt ends with three quotes, where the text would end");
        assertThat(modelfile("a\u00a0b", null).problem())
                .hasValue("its system prompt holds U+00A0, which is dropped there");
        assertThat(modelfile("Say \"\"\"hi\"\"\"", null).problem()).isEmpty();
    }

    @Test
    void writesWhatWasMeasured() {
        assertThat(modelfile("You are brief.", null).text()).isEqualTo("""
                # qwen2.5:0.5b with the personality p, as it was measured.
                FROM qwen2.5:0.5b
                SYSTEM \"""You are brief.\"""
                PARAMETER temperature 0
                PARAMETER top_k 40
                PARAMETER top_p 0.9
                PARAMETER min_p 0
                PARAMETER typical_p 1
                PARAMETER repeat_penalty 1
                PARAMETER repeat_last_n 64
                PARAMETER presence_penalty 0
                PARAMETER frequency_penalty 0
                PARAMETER seed 42
                PARAMETER num_ctx 4096
                """);
    }

    @Test
    void saysThatAWrapperCannotStandInIt() {
        String text = modelfile(null, "Let's think\nFROM other").text();
        assertThat(text)
                .contains(
                        "# Put this after each question yourself",
                        "#   Let's think\n",
                        "#   FROM other\n",
                        "# No SYSTEM")
                .doesNotContain("\nSYSTEM", "\nFROM other", "\nTEMPLATE");
    }
}
