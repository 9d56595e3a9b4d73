package dev.matrix.config;

import static dev.matrix.config.Workspace.assertUsage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Personality;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

    @TempDir
    Path folder;

    private Workspace workspace;

    @BeforeEach
    void makeWorkspace() {
        workspace = new Workspace(folder);
    }

    private List<String> select(List<Personality> own, String... expressions) {
        return new PersonalitySelection(
                        workspace.catalogue(), own, name -> new Personality("model:" + name, "Own of " + name, null))
                .select("--personalities", List.of(expressions)).stream()
                        .map(Personality::name)
                        .toList();
    }

    @Test
    void holdsTheStandardNamesInTheirOrderAndTheUsersOwnBehind() {
        workspace
                .with("personalities/zen.yaml", "system: Be calm.")
                .with("personalities/arty.yml", "system: Paint.")
                .with("personalities/cot.yaml", "wrapper: Hm.")
                .with("personalities/notes.txt", "no personality")
                .with("benchmarks/quiz.yaml", "answer: text\ndata: {items: q.csv}");

        assertThat(workspace.catalogue().personalityNames())
                .containsExactly(
                        "baseline",
                        "technical_expert",
                        "creative_thinker",
                        "concise_analyst",
                        "balanced",
                        "high_context",
                        "cot",
                        "arty",
                        "zen");
        assertThat(workspace.catalogue().benchmarkNames())
                .containsExactly("mmlu", "hellaswag", "gsm8k", "arc_easy", "truthfulqa_mc2", "quiz");
    }

    @Test
    void findsTheCopiesInsideTheProgram() {
        Catalogue catalogue = workspace.catalogue();

        assertThat(catalogue.standardPersonalities())
                .extracting(Personality::name)
                .isEqualTo(Catalogue.STANDARD_PERSONALITIES);
        assertThat(catalogue.personality("cot")).isEqualTo(new Personality("cot", null, "Let's think step by step:"));
        BenchmarkFile mmlu = catalogue.benchmark("mmlu");
        assertThat(mmlu.folder()).isNull();
        assertThat(mmlu.origin()).isEqualTo("built-in benchmarks/mmlu.yaml");
        assertThat(Catalogue.STANDARD_BENCHMARKS)
                .allSatisfy(name ->
                        assertThat(catalogue.benchmark(name).benchmark().name()).isEqualTo(name));
    }

    @Test
    void prefersTheWorkingDirectoryToTheInstallationToTheCopies() {
        Path home = folder.resolve("home");
        Workspace here = new Workspace(folder.resolve("here"))
                .with("personalities/cot.yaml", "wrapper: Here.")
                .with("personalities/mine.yaml", "system: Mine.");
        new Workspace(home)
                .with("personalities/cot.yaml", "wrapper: Home.")
                .with("personalities/balanced.yaml", "system: Home.");
        Catalogue catalogue = new Catalogue(new CatalogueFiles(here.folder(), home), traits -> "t");

        assertThat(catalogue.personality("cot").wrapper()).isEqualTo("Here.");
        assertThat(catalogue.personalityFile("balanced").personality().system()).isEqualTo("Home.");
        assertThat(catalogue.personalityFile("balanced").origin())
                .isEqualTo(home.toString().replace('\\', '/') + "/personalities/balanced.yaml");
        assertThat(catalogue.personalityFile("high_context").origin())
                .isEqualTo("built-in personalities/high_context.yaml");
        assertThat(catalogue.personalityNames()).contains("mine").hasSize(8);
    }

    @Test
    void composesASystemPromptWithAWrapper() {
        workspace.with("personalities/calm.yaml", "system: Be calm.").with("personalities/hm.yaml", "wrapper: Hm.");
        Catalogue catalogue = workspace.catalogue();

        assertThat(catalogue.personality("calm+hm")).isEqualTo(new Personality("calm+hm", "Be calm.", "Hm."));
        assertThat(catalogue.personality("calm+cot").wrapper()).isEqualTo("Let's think step by step:");
        assertThat(catalogue.personality("baseline+cot")).isEqualTo(catalogue.personality("cot"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "technical_exprt | unknown personality 'technical_exprt'; did you mean 'technical_expert'?",
                "COT | unknown personality 'COT'; did you mean 'cot'?",
                "wholly-else | unknown personality 'wholly-else'; known are baseline, technical_expert, creative_thinker,",
                "cot+balanced | 'cot+balanced': 'balanced' has no wrapper to combine with; only a wrapper such as cot",
                "cot+cot | 'cot+cot': 'cot' has a wrapper already; one is enough",
                "balanced+both | 'balanced+both': 'both' has a system prompt of its own; only a wrapper such as cot",
                "balanced+ | unknown personality ''; known are",
                "+cot | unknown personality ''; known are",
                "../secret | unknown personality '../secret'; known are",
                "all+balanced | 'technical_expert+balanced': 'balanced' has no wrapper to combine with;"
            })
    void refusesWhatCannotBeSelected(String expression, String message) {
        workspace
                .with("personalities/both.yaml", "system: Be calm.\nwrapper: Hm.")
                .with("secret.yaml", "system: no");

        assertUsage(() -> select(List.of(), expression)).hasMessageStartingWith("--personalities: " + message);
    }

    @Test
    void expandsAllToTheTwelveConditionsOfTheStandardSet() {
        assertThat(select(List.of(), "all", "all+cot"))
                .containsExactly(
                        "baseline",
                        "technical_expert",
                        "creative_thinker",
                        "concise_analyst",
                        "balanced",
                        "high_context",
                        "cot",
                        "technical_expert+cot",
                        "creative_thinker+cot",
                        "concise_analyst+cot",
                        "balanced+cot",
                        "high_context+cot");
    }

    @Test
    void takesEachNameOnceAndTheUsersOwnPromptsAlways() {
        List<Personality> own = List.of(new Personality("mine", "Hi.", null), new Personality("hm", null, "Hm."));

        assertThat(select(own, "cot", "baseline", "cot", "baseline+cot", "mine+cot", "balanced+hm"))
                .containsExactly("cot", "baseline", "mine+cot", "balanced+hm", "mine", "hm");
        assertThat(select(own, "all", "all+cot"))
                .hasSize(15)
                .contains("mine+cot")
                .doesNotContain("hm+cot");
    }

    @Test
    void leavesAModelsOwnSystemToTheResolver() {
        assertThat(select(List.of(), "model:qwen2.5:0.5b", "model:qwen2.5:0.5b+cot"))
                .containsExactly("model:qwen2.5:0.5b", "model:qwen2.5:0.5b+cot");
        assertUsage(() -> workspace.catalogue().personality("model:x"))
                .hasMessage("'model:x' is known to 'run' and 'plan' only");
    }

    @Test
    void selectsBenchmarks() {
        workspace.with("benchmarks/quiz.yaml", "answer: text\ndata: {items: q.csv}");

        assertThat(workspace.catalogue().benchmarks("--benchmarks", List.of("gsm8k", "all", "gsm8k")))
                .extracting(file -> file.benchmark().name())
                .containsExactly("gsm8k", "mmlu", "hellaswag", "arc_easy", "truthfulqa_mc2", "quiz");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arc-easy | --benchmarks: unknown benchmark 'arc-easy'; did you mean 'arc_easy'?",
                "lm-eval/gsm8 | --benchmarks: unknown benchmark 'lm-eval/gsm8'; did you mean 'lm-eval/gsm8k'?",
                "lm-eval/hellaswag | --benchmarks: unknown benchmark 'lm-eval/hellaswag'; known are mmlu, hellaswag, gsm8k,"
            })
    void refusesUnknownBenchmarks(String name, String message) {
        assertUsage(() -> workspace.catalogue().benchmarks("--benchmarks", List.of("mmlu", name)))
                .hasMessageStartingWith(message);
    }

    @Test
    void harmsOnlyWhoUsesABrokenFile() {
        workspace.with("personalities/broken.yaml", "system: [");

        assertThat(select(List.of(), "baseline")).containsExactly("baseline");
        assertUsage(() -> select(List.of(), "all"))
                .isInstanceOf(MatrixException.class)
                .hasMessageStartingWith("personalities/broken.yaml:1: not valid YAML:");
    }

    @Test
    void warnsOfFilesThatReplaceABuiltInOne() throws IOException {
        Workspace here = new Workspace(folder.resolve("own"))
                .with("personalities/cot.yaml", "wrapper: Here.")
                .with("personalities/mine.yaml", "system: Mine.")
                .with("benchmarks/mmlu.yaml", "no benchmark")
                .with("personalities/balanced.yaml", builtIn("personalities/balanced.yaml"));
        Catalogue catalogue = new Catalogue(new CatalogueFiles(here.folder(), null), traits -> "t");

        assertThat(catalogue.warnings())
                .containsExactly(
                        "personalities/cot.yaml replaces the built-in 'cot'; rename it if both are meant to be there",
                        "benchmarks/mmlu.yaml replaces the built-in 'mmlu'; rename it if both are meant to be there");
    }

    private static String builtIn(String file) throws IOException {
        try (InputStream in = CatalogueTest.class.getResourceAsStream("/catalogue/" + file)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
