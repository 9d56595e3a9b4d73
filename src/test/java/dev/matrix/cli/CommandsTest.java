package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single commands, and what they say when something is not as it should be. */
class CommandsTest {

    /** Nothing listens on the discard port. */
    private static final String NOBODY = "http://127.0.0.1:9";

    @TempDir
    Path folder;

    private EmbeddedProgram program() {
        return EmbeddedProgram.in(folder);
    }

    private boolean isUntouched() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void namesWhatARunHasWhenSomethingElseIsToBeShown() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            program().on(server).run(RunArguments.small().with("--limit", 2).words());
        }
        EmbeddedProgram.Ended ended = program().run("show", "r", "--personality", "tutor");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).isEqualTo("matrix: --personality: the run has no 'tutor'; it has baseline.\n");
        assertThat(program().run("show", "r", "--benchmark", "mmlu").err()).contains("it has gsm8k.");
        assertThat(program().run("show", "r", "--model", "x").err()).contains("it has qwen2.5:0.5b.");
        EmbeddedProgram.Ended none = program().run("show", "r", "--most", "0");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("--most: must be at least 1, got 0.");
    }

    @Test
    void warnsOfAVariableThatIsNoSetting() {
        EmbeddedProgram.Ended ended = program().with("MATRIX_LIMTI", "5").run("runs");
        assertThat(ended.code()).isZero();
        assertThat(ended.err())
                .contains("warning: MATRIX_LIMTI is no setting and has no effect; did you mean MATRIX_LIMIT?");
    }

    @ParameterizedTest
    @CsvSource({"personalities", "benchmarks", "plan"})
    void warnsOfAFileThatIsNotRead(String command) throws IOException {
        Files.createDirectories(folder.resolve("personalities/tutor.yaml"));
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended ended = program().on(server).run(command);
            assertThat(ended.code()).isZero();
            assertThat(ended.err())
                    .containsOnlyOnce("warning: personalities/tutor.yaml is a directory and is not read");
        }
    }

    @Test
    void endsEachSentenceWithADot() {
        EmbeddedProgram.Ended ended = program().run("run", "--limit", "-3");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).endsWith(".\n");
    }

    @Test
    void listsStagesAndFaults() {
        assertThat(program().run("simulate", "--faults", "bogus").err()).contains("stages are ", "faults are ");
        assertThat(program().run("simulate", "--faults", "chat:500#9-3").err()).contains("write #3-9");
        assertThat(program().run("simulate", "--faults", " ").err()).contains("--faults names no rule");
        EmbeddedProgram.Ended unknown = program().run("simulate", "--faults", "chat:500@1~llama9:1b");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("'llama9:1b', which the simulator does not have; it has qwen2.5:0.5b, ");
    }

    @Test
    void callsCompletionByItsOwnName() {
        EmbeddedProgram.Ended help = program().run("completion", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("Usage: matrix completion", "source <(matrix completion)")
                .doesNotContain("generate-completion");
        EmbeddedProgram.Ended script = program().run("completion");
        assertThat(script.code()).isZero();
        assertThat(script.out()).startsWith("#!/usr/bin/env bash").contains("detect-models", "_complete_matrix");
        assertThat(script.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bge-m3, 'Model ''bge-m3:latest'' cannot be used: it does not complete text (capabilities: embedding)'",
        "gpt-oss:20b-cloud, 'Model ''gpt-oss:20b-cloud'' cannot be used: it runs in Ollama''s cloud'"
    })
    void refusesModelsThatCannotBeUsedEvenWhenTheyAreNamed(String name, String sentence) throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            for (String command : new String[] {"run", "plan"}) {
                EmbeddedProgram.Ended ended =
                        program().on(server).run(command, "--models", "qwen2.5:0.5b," + name, "--skip-missing");
                assertThat(ended.code()).isEqualTo(2);
                assertThat(ended.err()).contains(sentence).hasLineCount(1);
            }
            assertThat(server.statistics().chatRequests()).isZero();
        }
        assertThat(isUntouched()).isTrue();
    }

    @Test
    void takesANamedModelOutsideTheRangeOfSizes() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended ended = program().on(server).run("plan", "--models", "phi3:mini", "--json");
            assertThat(ended.code()).isZero();
            assertThat(ended.out()).contains("phi3:mini/baseline/mmlu/t0");
        }
    }

    @ParameterizedTest
    @CsvSource({"run", "plan"})
    void saysThatNothingIsLeftWhenTheDataOfAllBenchmarksIsMissing(String command) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended ended = program()
                    .on(server)
                    .run(command, "--benchmarks", "mmlu,gsm8k", "--data", data.toString(), "--skip-missing");
            assertThat(ended.code()).isZero();
            assertThat(ended.err())
                    .contains("has no mmlu; it is left out", "has no gsm8k; it is left out", "nothing to run");
            assertThat(ended.out()).isEmpty();
            assertThat(server.statistics().chatRequests()).isZero();
        }
        assertThat(folder.resolve("results")).doesNotExist();
        assertThat(folder.resolve("checkpoints")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void doctorEndsWithThreeAndTheAddressWhenNoServerAnswers(boolean json) {
        EmbeddedProgram.Ended ended = json
                ? program().run("doctor", "--host", NOBODY, "--json")
                : program().run("doctor", "--host", NOBODY);
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out()).contains("127.0.0.1:9", "ollama serve", "data", "disk");
    }

    @Test
    void doctorEndsWithOneWhenTheServerIsThereButItsModelsAreNot() {
        try (Simulator server =
                EmbeddedProgram.simulator(EmbeddedProgram.quick().withModels(List.of()))) {
            EmbeddedProgram.Ended ended = program().on(server).run("doctor");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out()).contains("none from 0.5b to 3b");
        }
    }

    @ParameterizedTest
    @CsvSource({"run", "plan"})
    void refusesAHostBesideTheDemo(String command) throws IOException {
        EmbeddedProgram.Ended ended = program().run(command, "--demo", "--host", NOBODY);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--demo", "--host").hasLineCount(1);
        assertThat(isUntouched()).isTrue();
    }

    @Test
    void namesTheModelsOfTheDemo() {
        EmbeddedProgram.Ended ended = program().with("OLLAMA_HOST", NOBODY).run("run", "--demo", "--models", "nosuch");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains("'nosuch' is not one of the embedded simulator's. Name one of its models: ", "qwen2.5:0.5b")
                .doesNotContain("ollama pull");
    }

    @Test
    void saysHowToInstallAModelWhereThereIsNone() {
        try (Simulator server =
                EmbeddedProgram.simulator(EmbeddedProgram.quick().withModels(List.of()))) {
            EmbeddedProgram.Ended ended = program().on(server).run("run");
            assertThat(ended.code()).isZero();
            assertThat(ended.err())
                    .contains("No model is installed on " + server.address(), "ollama pull qwen2.5:0.5b")
                    .doesNotContain("between 0.5b and 3b");
        }
    }

    @Test
    void comparesOnlyOthersWithBaseline() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = program().on(server);
            program.run(
                    RunArguments.small().with("--personalities", "baseline,cot").words());
            assertThat(program.run("show", "r", "--personality", "baseline").out())
                    .containsPattern("RIGHT|WRONG")
                    .doesNotContain("baseline had");
            assertThat(program.run("show", "r", "--personality", "cot").out()).contains("; baseline had");
        }
    }

    @Test
    void saysHowManyItemsThereAreWhereTheLimitIsHigher() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = program().on(server);
            EmbeddedProgram.Ended ended =
                    program.run("plan", "--benchmarks", "gsm8k", "--limit", "100000", "--models", "qwen2.5:0.5b");
            assertThat(ended.err())
                    .containsPattern("there are fewer items than --limit 100000 in gsm8k \\(sample\\) \\d+;");
            assertThat(program.run("plan", "--limit", "5").err()).doesNotContain("fewer items");
            assertThat(program.run("plan").err()).doesNotContain("fewer items");
        }
    }

    @Test
    void tellsAShortEstimateInOneFigure() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = program().on(server);
            program.run(RunArguments.small().with("--limit", 2).words());
            EmbeddedProgram.Ended ended = program.run("plan", "--resume", "r", "--limit", "3");
            assertThat(ended.out()).contains("under 1 s (").doesNotContain("0 s to", "under 1 s to under");
        }
    }
}
