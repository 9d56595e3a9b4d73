package dev.matrix.analysis.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({
        "0.5e9, ULTRA_SMALL, UNDER_1B",
        "1e9, ULTRA_SMALL, FROM_1B_TO_3B",
        "1.5e9, SMALL, FROM_1B_TO_3B",
        "3e9, SMALL, FROM_1B_TO_3B",
        "3.8e9, SMALL, OVER_3B_UNDER_8B",
        "4e9, SMALL, OVER_3B_UNDER_8B",
        "7e9, MEDIUM, OVER_3B_UNDER_8B",
        "8e9, MEDIUM, FROM_8B",
        "46.7e9, LARGE, FROM_8B"
    })
    void edgesBelongToOneTierAndOneBand(double size, Tier tier, Band band) {
        assertThat(Tier.of(size)).isEqualTo(tier);
        assertThat(Band.values()).filteredOn(each -> each.holds(size)).containsExactly(band);
    }

    @ParameterizedTest
    @CsvSource({
        "llama3.2:3b, llama, Meta, CHAT",
        "llama3.1:8b, llama, Meta, INSTRUCTION",
        "codellama:7b, llama, Meta, CODE",
        "tinyllama:latest, llama, TinyLlama, ",
        "mistral:7b, llama, Mistral, ",
        "mixtral:8x7b, llama, Mistral, ",
        "gemma3:1b, gemma3, Google, CHAT",
        "someone/Qwen2.5-Coder:1.5b, qwen2, Alibaba, CODE",
        "qwen2.5:0.5b, qwen2, Alibaba, ",
        "phi:2.7b, phi2, Microsoft, CODE",
        "own:1b, mamba, mamba, "
    })
    void makerAndDomainComeFromTheName(String name, String architecture, String family, Domain domain) {
        assertThat(ModelFamily.of(name, architecture)).isEqualTo(family);
        assertThat(Domain.of(name).orElse(null)).isEqualTo(domain);
    }
}
