package dev.matrix.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.SizeRange;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSelectorTest {

    private final ModelSelector selector = new ModelSelector(SizeRange.standard());

    @ParameterizedTest(name = "{0} ({1})")
    @CsvSource(
            delimiter = '|',
            value = {
                "qwen2.5:0.5b            | 494.03M  | true  | nominal size 0.5b is within 0.5b to 3b",
                "llama3.2:3b             | 3.2B     | true  | nominal size 3b is within 0.5b to 3b",
                "qwen2.5:3b              | 3.1B     | true  | nominal size 3b is within 0.5b to 3b",
                "gemma3:270m             | 268.10M  | false | nominal size 270m is below 0.5b",
                "smollm2:360m            | 361.82M  | false | nominal size 360m is below 0.5b",
                "gemma:2b                | 3B       | true  | nominal size 2b is within 0.5b to 3b",
                "phi3:mini               | 3.8B     | false | nominal size 3.8b is above 3b (by its parameter count)",
                "phi3:3.8b               | 3.8B     | false | nominal size 3.8b is above 3b",
                "deepseek-r1:1.5b        | 1.8B     | true  | nominal size 1.5b is within 0.5b to 3b",
                "gemma3n:e2b             | 4.5B     | true  | nominal size e2b is within 0.5b to 3b",
                "qwen3:30b-a3b           | 30.5B    | false | nominal size 30b is above 3b",
                "granite3-moe:1b-a400m   | 1.3B     | true  | nominal size 1b is within 0.5b to 3b",
                "mixtral:8x7b            | 46.7B    | false | nominal size 46.7b is above 3b (by its parameter count)",
                "hf.co/org/Llama-3.2-3B-Instruct-GGUF:Q4_K_M | 3.21B | true | nominal size 3b is within 0.5b to 3b",
                "mystery:latest          | 1000.00M | true  | nominal size 1b is within 0.5b to 3b (by its parameter count)",
                "mystery:latest          | ''       | false | neither its name nor the server tells its size",
                "tinyllama:latest        | 1.1B     | true  | nominal size 1.1b is within 0.5b to 3b (by its parameter count)",
                "mystery:latest          | 3.2B     | true  | nominal size 3.2b is within 10 % of 0.5b to 3b (by its parameter count)",
                "mystery:latest          | 3.4B     | false | nominal size 3.4b is above 3b (by its parameter count)",
                "mystery:latest          | 460M     | true  | nominal size 460m is within 10 % of 0.5b to 3b (by its parameter count)",
                "mystery:latest          | 440M     | false | nominal size 440m is below 0.5b (by its parameter count)",
                "nameonly:1b             | ''       | true  | nominal size 1b is within 0.5b to 3b",
            })
    void judgesByNominalSize(String name, String reported, boolean inRange, String reason) {
        InstalledModel verdict = selector.judge(facts(name, reported), List.of(), List.of());

        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.inRange()).isEqualTo(inRange);
    }

    @Test
    void saysThatAnySizeIsInRange() {
        InstalledModel verdict =
                new ModelSelector(SizeRange.any()).judge(facts("mistral:7b", "7.2B"), List.of(), List.of());

        assertThat(verdict.inRange()).isTrue();
        assertThat(verdict.reason()).isEqualTo("nominal size 7b, any size is in range");
    }

    @Test
    void leavesOutWhatDoesNotCompleteText() {
        ModelFacts embedding = facts("bge-m3:567m", "566.70M", false, Set.of("embedding"));

        InstalledModel verdict = selector.judge(embedding, List.of(), List.of());

        assertThat(verdict.inRange()).isFalse();
        assertThat(verdict.reason()).isEqualTo("it does not complete text (capabilities: embedding)");
    }

    @Test
    void leavesOutWhatRunsInTheCloud() {
        ModelFacts cloud = facts("gpt-oss:2b-cloud", "2B", true, Set.of("completion"));

        InstalledModel verdict = selector.judge(cloud, List.of(), List.of());

        assertThat(verdict.inRange()).isFalse();
        assertThat(verdict.reason()).isEqualTo("it runs in Ollama's cloud, not on this machine");
    }

    @Test
    void letsTheCountDecideWhenTheNameIsFarOff() {
        InstalledModel verdict = selector.judge(facts("mine:1b", "7.2B"), List.of(), List.of());

        assertThat(verdict.inRange()).isFalse();
        assertThat(verdict.reason()).isEqualTo("nominal size 7.2b is above 3b (by its parameter count)");
        assertThat(verdict.model().nominalSize()).isEqualTo(7.2e9);
        assertThat(verdict.warnings()).containsExactly("mine:1b states 1b but has 7.2b parameters; the count decides.");
    }

    @Test
    void letsAnEffectiveSizeStandButWarns() {
        InstalledModel verdict = selector.judge(facts("gemma3n:e2b", "4.5B"), List.of(), List.of());

        assertThat(verdict.model().nominalSize()).isEqualTo(2e9);
        assertThat(verdict.model().parameterCount()).isEqualTo(4_500_000_000L);
        assertThat(verdict.warnings())
                .containsExactly(
                        "gemma3n:e2b states e2b but has 4.5b parameters; the effective size in its name decides.");
    }

    @ParameterizedTest
    @CsvSource({"1.55B, false", "1.65B, true", "610M, false", "590M, true"})
    void warnsOnlyWhenNameAndCountAreFarApart(String reported, boolean warns) {
        InstalledModel verdict = selector.judge(facts("mine:1b", reported), List.of(), List.of());

        assertThat(!verdict.warnings().isEmpty()).isEqualTo(warns);
    }

    @Test
    void followsTheRangeThatWasAskedFor() {
        InstalledModel verdict = new ModelSelector(new SizeRange(0.25e9, 0.4e9))
                .judge(facts("gemma3:270m", "268.10M"), List.of("gemma3:small"), List.of("a note"));

        assertThat(verdict.inRange()).isTrue();
        assertThat(verdict.reason()).isEqualTo("nominal size 270m is within 250m to 0.4b");
        assertThat(verdict.aliases()).containsExactly("gemma3:small");
        assertThat(verdict.warnings()).containsExactly("a note");
    }

    @Test
    void keepsTheNameWithASizeInItsTagForADigest() {
        List<TagGroup> groups = TagGroup.group(List.of(
                tag("llama3.2:latest", "aa"),
                tag("qwen2.5:0.5b", "bb"),
                tag("llama3.2:3b", "aa"),
                tag("mine", "aa"),
                tag("x:1b", ""),
                tag("y:1b", ""),
                tag("", "cc")));

        assertThat(groups)
                .extracting(group -> group.kept().fullName(), TagGroup::aliases)
                .containsExactly(
                        tuple("llama3.2:3b", List.of("llama3.2:latest", "mine")),
                        tuple("qwen2.5:0.5b", List.of()),
                        tuple("x:1b", List.of()),
                        tuple("y:1b", List.of()));
    }

    private static Wire.Tag tag(String name, String digest) {
        return new Wire.Tag(name, null, digest, null, null, null, null);
    }

    private static ModelFacts facts(String name, String reported) {
        return facts(name, reported, false, Set.of("completion"));
    }

    private static ModelFacts facts(String name, String reported, boolean cloud, Set<String> capabilities) {
        var count = NominalSize.reported(reported);
        return new ModelFacts(
                name,
                "digest",
                cloud,
                count.isPresent() ? count.getAsDouble() : null,
                "family",
                "Q4_K_M",
                capabilities,
                "",
                null);
    }
}
