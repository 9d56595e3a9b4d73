package dev.matrix.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NominalSizeTest {

    @ParameterizedTest
    @CsvSource({
        "qwen2.5:0.5b, 0.5b, 0.5e9",
        "llama3.2:3b-instruct-q4_K_M, 3b, 3e9",
        "gemma3:270m, 270m, 270e6",
        "gemma3n:e2b, e2b, 2e9",
        "gemma3n:E2B-it, e2b, 2e9",
        "qwen3:30b-a3b, 30b, 30e9",
        "granite:1b-a400m, 1b, 1e9",
        "hf.co/org/Llama-3.2-3B-Instruct-GGUF:Q4_K_M, 3b, 3e9",
        "localhost:5000/team/model-1.5b:latest, 1.5b, 1.5e9",
        "phi3:3.8b-mini-128k-instruct, 3.8b, 3.8e9",
    })
    void readsTheSizeThatANameStates(String name, String label, double parameters) {
        NominalSize size = NominalSize.stated(ModelName.of(name)).orElseThrow();

        assertThat(size.label()).isEqualTo(label);
        assertThat(size.parameters()).isEqualTo(parameters);
        assertThat(size.effective()).isEqualTo(label.startsWith("e"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mixtral:8x7b",
                "phi3:mini",
                "tinyllama:latest",
                "x:a400m",
                "llama3.2",
                "m:q4_0",
                "m:fp16",
                "m:7bit"
            })
    void findsNoSizeWhereNoneIsStated(String name) {
        assertThat(NominalSize.stated(ModelName.of(name))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"494.03M, 494.03e6", "3.2B, 3.2e9", "3B, 3e9", "1000.00M, 1000e6", "22.7K, 22.7e3", "1234, 1234"})
    void readsTheSizeThatAServerReports(String text, double parameters) {
        assertThat(NominalSize.reported(text).getAsDouble()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "big", "0B", "8x7B", "2.B"})
    void readsNoSizeFromOtherText(String text) {
        assertThat(NominalSize.reported(text)).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void writesCountsAsPeopleDo() {
        assertThat(NominalSize.text(0.5e9)).isEqualTo("0.5b");
        assertThat(NominalSize.text(3e9)).isEqualTo("3b");
        assertThat(NominalSize.text(494_032_768)).isEqualTo("494m");
        assertThat(NominalSize.text(3_212_749_888.0)).isEqualTo("3.21b");
        assertThat(NominalSize.text(2.5e6)).isEqualTo("2.5m");
        assertThat(NominalSize.text(0)).isEqualTo("0m");
    }
}
