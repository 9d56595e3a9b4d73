package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.Mode;
import dev.matrix.simulator.SimulatedModel;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --strict} does not let pass, and that each kind is told apart. */
class StrictTest {

    @TempDir
    Path folder;

    private EmbeddedProgram.Ended run(SimulatorSettings settings, String... more) {
        String[] arguments = RunArguments.small()
                .with("--personalities", "baseline,balanced")
                .with("--max-missing", 100)
                .words(more);
        try (Simulator server = EmbeddedProgram.simulator(settings)) {
            return EmbeddedProgram.in(folder).on(server).run(arguments);
        }
    }

    @Test
    void saysNothingOfASoundRun() {
        EmbeddedProgram.Ended ended = run(EmbeddedProgram.quick(), "--strict");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).doesNotContain("--strict");
    }

    @Test
    void refusesThinkingThatUsedUpTheTokens() {
        SimulatorSettings thinking = EmbeddedProgram.quick().withModes(Set.of(Mode.THINKING_ONLY));
        EmbeddedProgram.Ended ended = run(thinking, "--strict");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("matrix: --strict: thinking_only: 8 trials in 2 combinations");
        assertThat(ended.out()).contains("thinking_only: 8 trials in 2 combinations: thinking used up the tokens");
        assertThat(outcomes("thinking_only")).containsOnly("4");
    }

    @Test
    void letsThinkingPassWhenNotStrict() {
        EmbeddedProgram.Ended ended = run(EmbeddedProgram.quick().withModes(Set.of(Mode.THINKING_ONLY)));
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("thinking_only: 8 trials");
    }

    @Test
    void refusesPromptsThatDoNotFit() {
        SimulatedModel small = SimulatedModel.of("qwen2.5:0.5b", 494_032_768L, "494.03M", "qwen2")
                .withContextLength(2048);
        EmbeddedProgram.Ended ended = run(
                EmbeddedProgram.quick().withModels(List.of(small)),
                "--strict",
                "--system",
                "long=" + "Weigh each word of the question with care. ".repeat(400));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("--strict: overflow: 4 trials in 1 combination");
        assertThat(ended.out()).contains("overflow: 4 trials in 1 combination", "; 4 overflow)");
        assertThat(outcomes("overflow")).containsOnly("4");
    }

    @Test
    void refusesCallsThatBroughtNothing() {
        EmbeddedProgram.Ended ended =
                run(EmbeddedProgram.quick().withFaults(FaultPlan.parse("chat:400#7-7")), "--strict");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("--strict: failed: 1 trial in 1 combination");
    }

    @Test
    void tellsSilentCutsApartFromRefusedPrompts() throws IOException {
        run(EmbeddedProgram.quick().withFaults(FaultPlan.parse("chat:400#7-7")));
        Path journal = folder.resolve("results/r/trials.jsonl");
        Files.writeString(journal, Files.readString(journal).replace("\"bad-request\"", "\"prompt-cut\""));
        EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).run("rescore", "r");
        assertThat(ended.out())
                .contains("prompt_cut: 1 trial in 1 combination: the server cut the prompt", "1 prompt_cut");
    }

    private List<String> outcomes(String outcome) {
        return EmbeddedProgram.in(folder)
                .json("results/r/results.json")
                .get("combinations")
                .findValues("outcomes")
                .stream()
                .filter(counts -> counts.has(outcome) && counts.get(outcome).asInt() > 0)
                .map(counts -> counts.get(outcome).asText())
                .toList();
    }
}
