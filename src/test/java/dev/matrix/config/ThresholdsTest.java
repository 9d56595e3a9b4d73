package dev.matrix.config;

import static dev.matrix.config.Workspace.assertUsage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.analysis.Verdict;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

    @TempDir
    Path folder;

    @Test
    void readsRulesWithTheirPlaces() {
        Thresholds read = Thresholds.parse("t.yaml", """
                # lowest scores
                rules:
                  - models: "qwen*"
                    benchmarks: [gsm8k, mmlu]
                    min_score_percent: 40
                  - personalities: cot
                    max_drop_points: 2.5
                    fail_on: [hurts, undecided]
                """);
        assertThat(read.rules()).hasSize(2);
        assertThat(read.rules().get(0).minScore()).isEqualTo(0.4);
        assertThat(read.rules().get(0).place()).isEqualTo("t.yaml:3");
        assertThat(read.rules().get(0).matches("qwen2.5:0.5b", "any", "mmlu")).isTrue();
        assertThat(read.rules().get(0).matches("qwen2.5:0.5b", "any", "arc_easy"))
                .isFalse();
        assertThat(read.rules().get(0).matches("my-qwen", "any", "mmlu")).isFalse();
        assertThat(read.rules().get(1).maxDrop()).isEqualTo(0.025);
        assertThat(read.rules().get(1).failOn()).containsExactly("hurts", "undecided");
        assertThat(read.rules().get(1).matches("a", "technical_expert+cot", "b"))
                .isFalse();
    }

    /** A dot in a name is a dot, and stars may stand anywhere. */
    @ParameterizedTest
    @CsvSource({"qwen2.5:*, qwen2x5:0.5b, false", "*:1b, llama3.2:1b, true", "*a*, llama, true", "*, '', true"})
    void takesStarsForAnyText(String pattern, String name, boolean matches) {
        Thresholds read = Thresholds.parse("t.yaml", "rules: [{models: '" + pattern + "', fail_on: hurts}]");
        assertThat(read.rules().get(0).matches(name, "p", "b")).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rules: []                                   | t.yaml:1: rules: is empty
            rules: [{models: a}]                        | t.yaml:1: rules: this rule asks for nothing; add one of min_score_percent
            rules: [{min_score: 1}]                     | t.yaml:1: rules.min_score: unknown key; known are models
            rules: [{min_score_percent: 101}]           | rules.min_score_percent: must be from 0 to 100, got 101
            rules: [{max_drop_points: -1}]              | must be from 0 to 100, got -1
            rules: [{fail_on: hurt}]                    | rules.fail_on: 'hurt' is no verdict; did you mean 'hurts'?
            rule: []                                    | unknown key; did you mean 'rules'?
            """)
    void namesLineAndFix(String yaml, String sentence) {
        assertUsage(() -> Thresholds.parse("t.yaml", yaml)).hasMessageContaining(sentence);
    }

    @Test
    void namesTheOptionOfAFileThatIsNotThere() {
        assertUsage(() -> Thresholds.read("--thresholds", folder, Path.of("none.yaml")))
                .hasMessageStartingWith("--thresholds: there is no file ");
    }

    @Test
    void knowsTheVerdictsOfTheAnalysis() {
        assertThat(Thresholds.VERDICTS)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Verdict.values()).map(Verdict::label).toList());
    }
}
