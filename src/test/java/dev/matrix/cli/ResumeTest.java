package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.ServiceTime;
import dev.matrix.simulator.SimulatedModel;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --resume} reuses, adds and refuses; items X14 and X15 of the checklist. */
class ResumeTest {

    private static final String[] RUN = RunArguments.small()
            .with("--personalities", "baseline,cot")
            .with("--benchmarks", "arc_easy")
            .words();

    @TempDir
    Path folder;

    private static String[] resume(String... more) {
        List<String> all = new ArrayList<>(List.of("run", "--resume", "r"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private JsonNode manifest() {
        return EmbeddedProgram.in(folder).json("results/r/manifest.json");
    }

    private JsonNode results() {
        return EmbeddedProgram.in(folder).json("results/r/results.json");
    }

    private List<String> journal() throws IOException {
        return Files.readAllLines(folder.resolve("results/r/trials.jsonl"), StandardCharsets.UTF_8);
    }

    @Test
    void asksNothingAgainOfAFinishedRun() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            assertThat(program.run(RUN).code()).isZero();
            long asked = server.statistics().chatRequests();
            EmbeddedProgram.Ended ended = program.run(resume());
            assertThat(ended.code()).isZero();
            assertThat(ended.err())
                    .contains("8 of 8 trials are reused", "Nothing is left to ask.")
                    .doesNotContain("0 requests", "guessed");
            assertThat(server.statistics().chatRequests()).isEqualTo(asked);
            assertThat(journal()).hasSize(8);
        }
    }

    @Test
    void keepsTheFiguresOfTheRunWhenNothingIsLeftToAsk() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            program.run(RUN);
            ObjectNode before = results().get("execution").deepCopy();
            assertThat(before.get("requests").asInt()).isEqualTo(12);
            program.run(resume());
            assertThat(results().get("execution")).isEqualTo(before.put("invocations", 2));
        }
    }

    @Test
    void addsTheFiguresOfEachInvocationThatAskedSomething() {
        try (Simulator server = EmbeddedProgram.simulator(
                EmbeddedProgram.quick().withServiceTime(ServiceTime.fixed(Duration.ofMillis(2))))) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            program.run(RUN);
            JsonNode before = results().get("execution");
            program.run(resume("--limit", "6"));
            JsonNode after = results().get("execution");
            assertThat(after.get("requests").asInt()).isEqualTo(18);
            assertThat(after.get("wall_seconds").asDouble())
                    .isGreaterThan(before.get("wall_seconds").asDouble());
            assertThat(after.get("generated_tokens").asInt())
                    .isGreaterThan(before.get("generated_tokens").asInt());
            assertThat(after.get("tokens_per_second").asDouble()).isPositive();
            JsonNode rescored = rescored(program);
            assertThat(rescored).isEqualTo(after);
        }
    }

    private JsonNode rescored(EmbeddedProgram program) {
        assertThat(program.run("rescore", "r").code()).isZero();
        return results().get("execution");
    }

    @Test
    void namesTheLinesOfTheJournalThatCannotBeRead() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            program.run(RUN);
            Path file = folder.resolve("results/r/trials.jsonl");
            List<String> lines = new ArrayList<>(journal());
            lines.set(2, "garbage");
            lines.set(5, lines.get(5).substring(7));
            Files.write(file, lines);
            String sentence = "2 lines of " + file + " cannot be read, the first is line 3";
            for (String[] command : List.of(
                    new String[] {"rescore", "r"},
                    new String[] {"show", "r"},
                    new String[] {"show", "r", "--json"},
                    resume("--dry-run"),
                    resume("--quiet"))) {
                EmbeddedProgram.Ended ended = program.run(command);
                assertThat(ended.err()).as(String.join(" ", command)).containsOnlyOnce(sentence);
                assertThat(ended.code()).isZero();
            }
            assertThat(journal()).hasSize(10);
        }
    }

    static Stream<Arguments> extensions() {
        return Stream.of(
                Arguments.of(List.of("--limit", "6"), 4, "added: limit 6"),
                Arguments.of(List.of("--limit", "all"), 88, "added: limit all"),
                Arguments.of(List.of("--personalities", "balanced"), 4, "added: personalities balanced"),
                Arguments.of(List.of("--benchmarks", "gsm8k"), 8, "added: benchmarks gsm8k"),
                Arguments.of(List.of("--models", "llama3.2:1b"), 8, "added: models llama3.2:1b"),
                Arguments.of(List.of("--repeats", "2"), 8, "added: repeats 2"),
                Arguments.of(List.of("--temperatures", "0.70"), 8, "added: temperature 0.7"),
                Arguments.of(List.of("--system", "mine=Be kind."), 4, "added: personality mine"),
                // Not what a run means, so that they may differ.
                Arguments.of(List.of("--concurrency", "4", "--quiet"), 0, ""),
                Arguments.of(List.of("--seed", "42", "--data", "bundled", "--max-missing", "10"), 0, ""));
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void runsOnlyWhatIsNew(List<String> options, int added, String said) throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            assertThat(program.run(RUN).code()).isZero();
            List<String> before = journal();
            EmbeddedProgram.Ended ended = program.run(resume(options.toArray(String[]::new)));
            assertThat(ended.err()).contains(said);
            assertThat(ended.code()).isZero();
            assertThat(journal()).startsWith(before.toArray(String[]::new)).hasSize(before.size() + added);
            assertThat(manifest().get("state").asText()).isEqualTo("finished");
            assertThat(manifest().get("revisions")).hasSize(2);
            assertThat(results().get("combinations").findValuesAsText("status")).containsOnly("complete");
        }
    }

    @Test
    void saysWhatAddedSettingsMeanWhereLettersAreReadByTheirProbability() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            program.run(RUN);
            assertThat(manifest().get("protocols").findValuesAsText("read_by")).containsExactly("logprob");
            String sentence = "arc_easy keeps its recorded protocol, log-probabilities, which are the same at each"
                    + " temperature and in each repeat";
            assertThat(program.run(resume("--repeats", "2", "--dry-run")).err()).containsOnlyOnce(sentence);
            assertThat(program.run(resume("--repeats", "2")).err()).containsOnlyOnce(sentence);
            assertThat(manifest().get("warnings").toString()).contains(sentence);
            assertThat(program.run(resume()).err()).as("nothing is added").doesNotContain(sentence);
        }
    }

    @Test
    void refusesSettingsThatWouldAskEverythingAgainForTheSameAnswers() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            String[] run = RUN.clone();
            run[6] = "baseline,balanced";
            assertThat(program.run(run).code()).isZero();
            JsonNode before = manifest();
            for (String[] added : List.of(resume("--repeats", "2"), resume("--temperatures", "0,0.7"))) {
                EmbeddedProgram.Ended ended = program.run(added);
                assertThat(ended.code()).isEqualTo(2);
                assertThat(ended.err())
                        .contains("--resume cannot add temperatures or repeats to run r", "--run-id NEW");
            }
            assertThat(manifest()).isEqualTo(before);
            assertThat(program.run(resume("--repeats", "2", "--benchmarks", "gsm8k"))
                            .code())
                    .as("numbers are generated")
                    .isZero();
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("--seed", "7", "--seed: run r has 42, the command line says 7"),
                Arguments.of("--limit", "3", "lower --limit: run r has 4, the command line says 3"),
                Arguments.of("--sample", "first", "--sample: run r has stratified, the command line says first"),
                Arguments.of("--fewshot", "2", "--fewshot: run r has own, the command line says 2"),
                Arguments.of("--think", "on", "--think: run r has off, the command line says on"),
                Arguments.of(
                        "--baseline-system",
                        "vendor",
                        "--baseline-system: run r has empty, the command line says vendor"),
                Arguments.of("--scoring", "generate", "--scoring: run r has auto, the command line says generate"),
                Arguments.of("--data", "auto", "--data: run r has bundled, the command line says auto"),
                Arguments.of("--data", "elsewhere", "--data: run r has bundled, the command line says "),
                Arguments.of("--max-missing", "50", "--max-missing: run r has 10.0, the command line says 50.0"),
                Arguments.of("--run-id", "other", "--resume r and --run-id other name two runs"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesAChangeThatIsNoExtension(String option, String value, String sentence) throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            assertThat(program.run(RUN).code()).isZero();
            JsonNode before = manifest();
            EmbeddedProgram.Ended ended = program.run(resume(option, value));
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains(sentence, "--run-id").endsWith(".\n");
            assertThat(manifest()).isEqualTo(before);
        }
    }

    @Test
    void namesAllInsteadOfAHugeNumber() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            assertThat(program.run(
                                    "run",
                                    "--run-id",
                                    "r",
                                    "--limit",
                                    "all",
                                    "--benchmarks",
                                    "gsm8k",
                                    "--models",
                                    "qwen2.5:0.5b",
                                    "--personalities",
                                    "baseline")
                            .code())
                    .isZero();
            assertThat(program.run(resume("--limit", "3")).err()).contains("run r has all, the command line says 3");
        }
    }

    @Test
    void keepsTheRecordedShareOfMissingTrials() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            String[] run = Stream.concat(Stream.of(RUN), Stream.of("--max-missing", "60"))
                    .toArray(String[]::new);
            assertThat(program.run(run).code()).isZero();
            assertThat(program.run(resume()).code()).isZero();
            assertThat(manifest().get("settings").get("max_missing").asDouble()).isEqualTo(60);
        }
    }

    @Test
    void asksFailedTrialsAgain() throws IOException {
        try (Simulator flaky = EmbeddedProgram.simulator(
                        EmbeddedProgram.quick().withFaults(FaultPlan.parse("chat:400#12-14")));
                Simulator sound = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended first = EmbeddedProgram.in(folder).on(flaky).run(RUN);
            assertThat(first.err()).contains("1 combination is not complete");
            assertThat(manifest().get("state").asText()).isEqualTo("incomplete");
            EmbeddedProgram.Ended second = EmbeddedProgram.in(folder).on(sound).run(resume());
            assertThat(second.code()).isZero();
            assertThat(second.err()).containsPattern("asked again: [1-9]\\d* failed, 0 stale");
            assertThat(manifest().get("state").asText()).isEqualTo("finished");
        }
    }

    @Test
    void comesToWhatAnUninterruptedRunComesTo() throws IOException {
        Path whole = folder.resolve("whole");
        Files.createDirectories(whole);
        try (Simulator flaky = EmbeddedProgram.simulator(
                        EmbeddedProgram.quick().withFaults(FaultPlan.parse("chat:400#12-14")));
                Simulator sound = EmbeddedProgram.simulator()) {
            EmbeddedProgram.in(folder).on(flaky).run(RUN);
            EmbeddedProgram.in(folder).on(sound).run(resume());
            EmbeddedProgram.in(whole).on(sound).run(RUN);
        }
        JsonNode resumed = results();
        JsonNode straight = EmbeddedProgram.in(whole).json("results/r/results.json");
        for (String field : List.of("fingerprint", "score", "total", "status", "protocol")) {
            assertThat(resumed.get("combinations").findValuesAsText(field))
                    .as(field)
                    .isEqualTo(straight.get("combinations").findValuesAsText(field));
        }
    }

    @Test
    void runsStaleTrialsAgainAndNoOthers() throws IOException {
        Path own = folder.resolve("personalities/mine.yaml");
        Files.createDirectories(own.getParent());
        Files.writeString(own, "system: Be kind.\n");
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            assertThat(program.run(
                                    "run",
                                    "--run-id",
                                    "r",
                                    "--models",
                                    "qwen2.5:0.5b",
                                    "--personalities",
                                    "baseline,mine",
                                    "--benchmarks",
                                    "arc_easy",
                                    "--limit",
                                    "4")
                            .code())
                    .isZero();
            Files.writeString(own, "system: Be very kind.\n");
            EmbeddedProgram.Ended ended = program.run(resume());
            assertThat(ended.err()).contains("4 of 8 trials are reused; asked again: 0 failed, 4 stale");
            assertThat(journal()).hasSize(12);
            // The text of the file that is gone stays in the manifest.
            Files.delete(own);
            EmbeddedProgram.Ended without = program.run(resume());
            assertThat(without.code()).as(without.err()).isZero();
            assertThat(without.err()).contains("8 of 8 trials are reused");
        }
    }

    @Test
    void runsEverythingOfAPulledModelAgain() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            assertThat(EmbeddedProgram.in(folder).on(server).run(RUN).code()).isZero();
        }
        SimulatorSettings pulled = EmbeddedProgram.quick()
                .withModels(EmbeddedProgram.quick().models().stream()
                        .map(ResumeTest::pulled)
                        .toList());
        try (Simulator server = EmbeddedProgram.simulator(pulled)) {
            EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).on(server).run(resume());
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("0 of 8 trials are reused; asked again: 0 failed, 8 stale");
            assertThat(journal()).hasSize(16);
            assertThat(manifest().get("state").asText()).isEqualTo("finished");
        }
    }

    private static SimulatedModel pulled(SimulatedModel model) {
        return new SimulatedModel(
                model.name(),
                "f".repeat(64),
                model.parameterCount(),
                model.parameterSize(),
                model.family(),
                model.quantization(),
                model.capabilities(),
                model.contextLength(),
                model.ownSystem(),
                model.skill(),
                model.letterMass(),
                model.modes());
    }

    @Test
    void runsAnEditedItemAgainAndNoOther() throws IOException {
        Path data = folder.resolve("benchmarks/sums.jsonl");
        Files.createDirectories(data.getParent());
        Files.writeString(folder.resolve("benchmarks/sums.yaml"), "answer: number\ndata: {items: sums.jsonl}\n");
        String items = """
                {"id": "a", "question": "How much is 7 and 5?", "answer": "12"}
                {"id": "b", "question": "How much is 3 and 4?", "answer": "7"}
                {"id": "c", "question": "How much is 4 and 5?", "answer": "9"}
                """;
        Files.writeString(data, items);
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            String[] run = "run --run-id r --models qwen2.5:0.5b --personalities baseline,cot --benchmarks sums"
                    .split(" ", -1);
            EmbeddedProgram.Ended first = program.run(run);
            assertThat(first.code()).as(first.err()).isZero();
            Files.writeString(data, items.replace("3 and 4", "2 and 5"));
            EmbeddedProgram.Ended ended = program.run(resume());
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("4 of 6 trials are reused; asked again: 0 failed, 2 stale");
            assertThat(journal()).hasSize(8);
        }
    }

    @Test
    void countsOnlyTheLastLineOfATrial() throws IOException {
        Path own = folder.resolve("personalities/mine.yaml");
        Files.createDirectories(own.getParent());
        Files.writeString(own, "system: Be kind.\n");
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            program.run(
                    "run",
                    "--run-id",
                    "r",
                    "--models",
                    "qwen2.5:0.5b",
                    "--personalities",
                    "mine",
                    "--benchmarks",
                    "gsm8k",
                    "--limit",
                    "2");
            Files.writeString(own, "system: Be unkind.\n");
            program.run(resume());
            Files.writeString(own, "system: Be kind.\n");
        }
        try (Simulator gone =
                EmbeddedProgram.simulator(EmbeddedProgram.quick().withFaults(FaultPlan.parse("chat:400@1")))) {
            EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).on(gone).run(resume());
            assertThat(ended.err()).contains("asked again: 0 failed, 2 stale");
            assertThat(results().get("combinations").get(0).get("missing").asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void keepsTheUsersOwnPrompts() throws IOException {
        Path file = Files.writeString(folder.resolve("tutor.txt"), "You are a tutor.");
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            assertThat(program.run(
                                    "run",
                                    "--run-id",
                                    "r",
                                    "--models",
                                    "llama3.2:1b",
                                    "--personalities",
                                    "baseline,model:qwen2.5:0.5b,mine+cot",
                                    "--system",
                                    "mine=Be kind.",
                                    "--system-file",
                                    "tutor.txt",
                                    "--user-suffix",
                                    "Hurry up.",
                                    "--benchmarks",
                                    "gsm8k",
                                    "--limit",
                                    "2")
                            .code())
                    .isZero();
            List<String> names = manifest().get("personalities").findValuesAsText("name");
            assertThat(names)
                    .containsExactly("baseline", "model:qwen2.5:0.5b", "mine+cot", "mine", "tutor", "suffix-1");
            Files.delete(file);
            EmbeddedProgram.Ended ended = program.run(resume());
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("12 of 12 trials are reused");
            assertThat(manifest().get("personalities").findValuesAsText("name")).isEqualTo(names);
            assertThat(manifest().get("personalities").get(1).get("system").asText())
                    .startsWith("You are Qwen");
        }
    }

    @Test
    void refusesAnotherPromptUnderTheSameName() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            String[] run = Stream.concat(Stream.of(RUN), Stream.of("--system", "Be kind."))
                    .toArray(String[]::new);
            assertThat(program.run(run).code()).isZero();
            EmbeddedProgram.Ended ended = program.run(resume("--system", "Be quick."));
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err())
                    .contains(
                            "--resume cannot change the prompt 'system-1' of run r. Give the new one a name of its own");
        }
    }

    @Test
    void leavesOutNothingThatWasMeasured() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            assertThat(EmbeddedProgram.in(folder).on(server).run(RUN).code()).isZero();
        }
        SimulatorSettings other = EmbeddedProgram.quick()
                .withModels(EmbeddedProgram.quick().models().stream()
                        .filter(model -> !model.name().startsWith("qwen"))
                        .toList());
        try (Simulator server = EmbeddedProgram.simulator(other)) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            assertThat(program.run(resume()).err()).contains("Model 'qwen2.5:0.5b' is not installed");
            EmbeddedProgram.Ended ended = program.run(resume("--skip-missing", "--models", "llama3.2:1b"));
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("Run r has model qwen2.5:0.5b, which a resume cannot leave out");
            assertThat(manifest().get("models").findValuesAsText("name")).containsExactly("qwen2.5:0.5b");
        }
    }

    @Test
    void asksForTheSameVersionOfTheServer() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator();
                Simulator newer =
                        EmbeddedProgram.simulator(EmbeddedProgram.quick().withVersion("0.99.0"))) {
            assertThat(EmbeddedProgram.in(folder).on(server).run(RUN).code()).isZero();
            EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).on(newer).run(resume());
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("server version 0.32.15, this one is 0.99.0", "--accept-drift");
            assertThat(manifest().get("revisions")).hasSize(1);
            assertThat(EmbeddedProgram.in(folder)
                            .on(newer)
                            .run(resume("--accept-drift"))
                            .code())
                    .isZero();
            assertThat(manifest().get("server").get("version").asText()).isEqualTo("0.99.0");
        }
    }

    @Test
    void takesTheNewestUnfinishedRunWhenNoneIsNamed() {
        try (Simulator flaky =
                        EmbeddedProgram.simulator(EmbeddedProgram.quick().withFaults(FaultPlan.parse("chat:400@1")));
                Simulator sound = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(sound);
            assertThat(program.run("run", "--resume").err())
                    .isEqualTo("Nothing to resume: no unfinished run is there.\n");
            EmbeddedProgram.in(folder).on(flaky).run(RUN);
            assertThat(program.run("run", "--resume", "--concurrency", "1").err())
                    .contains("Resuming run r:");
            assertThat(program.run("run", "--resume").err()).contains("Nothing to resume");
            assertThat(program.run("run", "--resume", "--run-id", "r").err()).contains("Resuming run r:");
        }
    }

    @Test
    void plansOnlyTheRest() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            program.run(RUN);
            long asked = server.statistics().chatRequests();
            EmbeddedProgram.Ended plan = program.run("plan", "--resume", "r", "--limit", "6");
            assertThat(plan.code()).isZero();
            assertThat(plan.err()).contains("8 of 12 trials are reused");
            // Two items by log-probabilities, and two that reason first.
            assertThat(plan.out())
                    .contains("Left to ask: 2 combinations, 4 trials, about 6 requests")
                    .contains("(from the times so far)");
            assertThat(program.run(resume("--limit", "6", "--dry-run")).out()).isEqualTo(plan.out());
            assertThat(server.statistics().chatRequests()).isEqualTo(asked);
        }
    }

    @Test
    void scalesTheTimeOfWorkThatTheJournalDoesNotHave() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            program.run(RUN);
            EmbeddedProgram.Ended plan = program.run("plan", "--resume", "r", "--benchmarks", "arc_easy,gsm8k");
            assertThat(plan.code()).as(plan.err()).isZero();
            assertThat(plan.out()).contains("s (from the times so far, in part of other work)");
        }
    }

    @Test
    void refusesToTakeANameThatIsTaken() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            program.run(RUN);
            EmbeddedProgram.Ended ended = program.run(RUN);
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err())
                    .isEqualTo("matrix: Run r exists. Resume it with --resume r, or choose another name"
                            + " with --run-id.\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "plan"})
    void refusesTheDemoForARunThatWasNotMadeWithIt(String command) {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            assertThat(program.run(RUN).code()).isZero();
            EmbeddedProgram.Ended ended = program.run(command, "--resume", "r", "--demo", "--limit", "6");
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err())
                    .contains("--resume cannot go on with --demo: run r was asked at " + server.address());
        }
    }

    @Test
    void goesOnWithADemoAsADemo() {
        EmbeddedProgram program = EmbeddedProgram.in(folder).with("OLLAMA_HOST", "127.0.0.1:9");
        assertThat(program.run(RunArguments.small().words("--demo")).code()).isZero();
        assertThat(program.run(resume("--demo", "--limit", "6")).code()).isZero();
        EmbeddedProgram.Ended forgotten = program.run(resume());
        assertThat(forgotten.code()).isEqualTo(3);
        assertThat(forgotten.err()).contains("Run r was asked with --demo: add --demo.");
    }

    @Test
    void saysWhereARunWasAskedWhenNobodyAnswersElsewhere() {
        EmbeddedProgram program = EmbeddedProgram.in(folder).with("OLLAMA_HOST", "127.0.0.1:9");
        String address;
        try (Simulator server = EmbeddedProgram.simulator()) {
            address = server.address();
            assertThat(program.run(RunArguments.small().with("--host", address).words())
                            .code())
                    .isZero();
        }
        EmbeddedProgram.Ended ended = program.run(resume());
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).contains("Run r was asked at " + address + ": add --host " + address + ".");
        assertThat(program.run(resume("--host", "127.0.0.1:9")).err()).doesNotContain("was asked at");
        assertThat(program.run(resume("--host", address)).err()).doesNotContain("was asked at");
    }
}
