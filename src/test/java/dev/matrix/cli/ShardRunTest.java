package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.EmbeddedProgram;
import dev.matrix.simulator.Mode;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run --shard} and {@code matrix merge} over runs of the whole program. */
class ShardRunTest {

    private static final List<String> MATRIX = List.of(
            "--models",
            "qwen2.5:0.5b,llama3.2:1b,gemma2:2b",
            "--personalities",
            "baseline,concise_analyst,cot",
            "--benchmarks",
            "gsm8k,arc_easy,truthfulqa_mc2",
            "--limit",
            "6",
            "--control");

    @TempDir
    Path folder;

    private EmbeddedProgram.Ended ended(String... arguments) {
        return EmbeddedProgram.in(folder).run(arguments);
    }

    private EmbeddedProgram.Ended ask(Simulator server, String command, List<String> matrix, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(matrix);
        arguments.addAll(List.of(more));
        return EmbeddedProgram.in(folder).on(server).run(arguments.toArray(String[]::new));
    }

    private void run(Simulator server, String id, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--run-id", id));
        arguments.addAll(List.of(more));
        EmbeddedProgram.Ended ended = ask(server, "run", MATRIX, arguments.toArray(String[]::new));
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    private String[] shards(Simulator server, String prefix, int count) {
        List<String> ids = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            run(server, prefix + index, "--shard", index + "/" + count, "--concurrency", Integer.toString(index));
            ids.add(prefix + index);
        }
        return ids.toArray(String[]::new);
    }

    private EmbeddedProgram.Ended merge(String id, String[] shards, String... more) {
        List<String> arguments = new ArrayList<>(List.of("merge"));
        arguments.addAll(List.of(shards));
        arguments.addAll(List.of("--run-id", id));
        arguments.addAll(List.of(more));
        return ended(arguments.toArray(String[]::new));
    }

    private String file(String run, String name) throws IOException {
        return Files.readString(folder.resolve("results").resolve(run).resolve(name));
    }

    /** results.json without exactly what may differ: times, the run's name and the block of what it took. */
    private String comparable(String run) throws IOException {
        return comparableText(file(run, "results.json"));
    }

    private static String comparableText(String results) {
        return results.replaceFirst("\"run_id\" : \"[^\"]*\"", "\"run_id\"")
                .replaceFirst("\"timestamp\" : \"[^\"]*\"", "\"timestamp\"")
                .replaceFirst("(?s)\n  \"execution\" : \\{.*?\n  \\}", "\n  \"execution\"")
                .replaceAll("\"execution_time\" : [0-9.E-]+", "\"execution_time\"");
    }

    /** Line by line, so that a difference is seen alone. */
    private static void assertSame(String text, String expected) {
        List<String> lines = text.lines().toList();
        List<String> wanted = expected.lines().toList();
        for (int i = 0; i < Math.min(lines.size(), wanted.size()); i++) {
            assertThat(lines.get(i)).as("line %s", i + 1).isEqualTo(wanted.get(i));
        }
        assertThat(text).isEqualTo(expected);
    }

    private JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    /** By model, where one shard has two, and by model and benchmark, where there are more shards than models. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void mergedShardsEqualTheRunOfOneMachineByteForByte(int count) throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "whole", "--concurrency", "4");
            EmbeddedProgram.Ended merged = merge("merged", shards(server, "part-", count));

            assertThat(merged.code()).as(merged.err()).isZero();
            assertSame(comparable("merged"), comparable("whole"));
            assertThat(file("merged", "items.jsonl")).isEqualTo(file("whole", "items.jsonl"));
        }
    }

    /** One machine warns model by model; the first shard has the largest model, which is the last of the plan. */
    @ParameterizedTest
    @CsvSource({"REFUSES_EMPTY_SYSTEM, 5", "OLD_VERSION, 2"})
    void bringsWhatTheShardsFoundIntoTheOrderOfOneMachine(Mode mode, int count) throws IOException {
        List<String> small = new ArrayList<>(MATRIX);
        small.set(small.indexOf("--limit") + 1, "2");
        try (Simulator server =
                EmbeddedProgram.simulator(EmbeddedProgram.quick().withModes(Set.of(mode, Mode.DEFAULT_SYSTEM)))) {
            assertThat(ask(server, "run", small, "--run-id", "whole").code()).isZero();
            String[] shards = new String[count];
            for (int index = 1; index <= count; index++) {
                shards[index - 1] = "part-" + index;
                ask(server, "run", small, "--run-id", "part-" + index, "--shard", index + "/" + count);
            }
            EmbeddedProgram.Ended merged = merge("merged", shards);

            assertThat(merged.code()).as(merged.err()).isZero();
            JsonNode warnings = json(file("whole", "results.json")).at("/metadata/warnings");
            assertThat(warnings.toString()).contains("qwen2.5:0.5b: ", "gemma2:2b: ");
            assertSame(comparable("merged"), comparable("whole"));
        }
    }

    /** The order of the plan is not that in which models and benchmarks are asked. */
    @Test
    void listsWhatWasFoundInTheOrderOfThePlan() throws IOException {
        List<String> matrix =
                List.of("--models", "qwen2.5:0.5b,llama3.2:1b", "--personalities", "cot,baseline", "--limit", "1");
        try (Simulator server =
                EmbeddedProgram.simulator(EmbeddedProgram.quick().withModes(Set.of(Mode.DEFAULT_SYSTEM)))) {
            assertThat(ask(server, "run", matrix, "--run-id", "whole").code()).isZero();
            for (String index : List.of("1", "2")) {
                ask(server, "run", matrix, "--run-id", "part-" + index, "--shard", index + "/2");
            }
            EmbeddedProgram.Ended merged = merge("merged", new String[] {"part-1", "part-2"});

            assertThat(merged.code()).as(merged.err()).isZero();
            assertSame(comparable("merged"), comparable("whole"));
            JsonNode metadata = json(file("whole", "results.json")).path("metadata");
            List<String> planned = new ArrayList<>();
            metadata.path("benchmarks").forEach(name -> planned.add(name.asText()));
            assertThat(metadata.path("protocols").findValuesAsText("benchmark").subList(0, planned.size()))
                    .isEqualTo(planned);
        }
    }

    /** The first shard asks the other model. */
    @ParameterizedTest
    @CsvSource({
        "SYSTEM_DROPPED, the reach of concise_analyst on qwen2.5:0.5b is reached in run part-2 (shard 2/4) and dropped in run part-4",
        "SYSTEM_FOLDED, the reach of concise_analyst on qwen2.5:0.5b is reached in run part-2 (shard 2/4) and folded in run part-4",
        "DEFAULT_SYSTEM, the reach of baseline on qwen2.5:0.5b is without a finding in run part-2 (shard 2/4) and default-injected"
    })
    void refusesShardsThatFoundOtherThingsOfOneModel(Mode mode, String reason) {
        List<String> matrix = List.of(
                "--models",
                "llama3.2:1b,qwen2.5:0.5b",
                "--personalities",
                "baseline,concise_analyst",
                "--benchmarks",
                "gsm8k,arc_easy",
                "--limit",
                "2");
        try (Simulator sound = EmbeddedProgram.simulator();
                Simulator odd =
                        EmbeddedProgram.simulator(EmbeddedProgram.quick().withModes(Set.of(mode)))) {
            for (int index = 1; index <= 4; index++) {
                ask(index == 4 ? odd : sound, "run", matrix, "--run-id", "part-" + index, "--shard", index + "/4");
            }

            assertRefused(reason, "part-1", "part-2", "part-3", "part-4");
            assertThat(folder.resolve("results/merged")).doesNotExist();
        }
    }

    @Test
    void takesFromTheJournalWhetherAShardIsWhole() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            shards(server, "part-", 2);
            Path journal = folder.resolve("results/part-2/trials.jsonl");
            List<String> lines = Files.readAllLines(journal);

            Files.delete(journal);
            assertRefused("the replies are gone: there is no " + journal, "part-1", "part-2");
            Files.write(journal, lines.subList(0, lines.size() - 3));
            assertRefused("Of run part-2 (shard 2/2) 3 trials are not in " + journal, "part-1", "part-2");
            lines.set(1, "{\"damaged\":");
            Files.write(journal, lines);
            assertRefused("Line 2 of " + journal + " cannot be read", "part-1", "part-2");
            EmbeddedProgram.Ended merged = merge("merged", new String[] {"part-1", "part-2"}, "--allow-missing");
            assertThat(merged.code()).as(merged.err()).isZero();
            assertThat(merged.err())
                    .contains("Line 2 of " + journal + " cannot be read")
                    .contains("matrix run --resume merged")
                    .doesNotContain(".merged-");
        }
    }

    @Test
    void saysThatTheBenchmarksOfAModelWereNotAskedAlike() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended merged = merge("merged", shards(server, "part-", 5));

            assertThat(merged.code()).as(merged.err()).isZero();
            assertThat(merged.err())
                    .containsPattern(
                            "warning: gemma2:2b was not asked with as many requests at a time in all shards: 1 in run part-1 \\(shard 1/5\\), ");
        }
    }

    @Test
    void gatesAShardByWhatItAsksAndTheMergedRunByAll() throws IOException {
        Files.writeString(folder.resolve("rules.yaml"), """
                rules:
                  - models: qwen2.5:0.5b
                    min_score_percent: 100
                  - models: [gemma2:2b, llama3.2:1b]
                    min_score_percent: 0
                """);
        Files.writeString(folder.resolve("typo.yaml"), "rules: [{models: [gemma2:2b, gema], min_score_percent: 0}]");
        String[] shards = {"part-1", "part-2", "part-3"};
        try (Simulator server = EmbeddedProgram.simulator()) {
            for (int index = 1; index <= 3; index++) {
                EmbeddedProgram.Ended shard = ask(
                        server,
                        "run",
                        MATRIX,
                        "--run-id=part-" + index,
                        "--shard=" + index + "/3",
                        "--thresholds=rules.yaml",
                        "--fail-on=hurts");
                boolean small = file("part-" + index, "results.json").contains("\"qwen2.5:0.5b/baseline/");
                assertThat(shard.code()).as(shard.err()).isEqualTo(small ? 1 : 0);
                assertThat(shard.err())
                        .contains("--fail-on: the verdicts of a shard are provisional")
                        .contains("rules.yaml:" + (small ? 4 : 2) + ": left out, because");
            }
            EmbeddedProgram.Ended typo = ask(server, "run", MATRIX, "--shard=1/3", "--thresholds=typo.yaml");
            assertThat(typo.code()).isEqualTo(2);
            assertThat(typo.err()).contains("typo.yaml:1: models: 'gema' is not in this run");
        }
        EmbeddedProgram.Ended refused = merge("merged", shards, "--thresholds=typo.yaml");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(folder.resolve("results/merged")).doesNotExist();
        EmbeddedProgram.Ended merged = merge("merged", shards, "--thresholds=rules.yaml", "--fail-on=hurts", "--json");
        assertThat(merged.code()).isEqualTo(1);
        assertThat(merged.err())
                .contains("rules.yaml:2: qwen2.5:0.5b/baseline/")
                .doesNotContain("provisional", "left out");
        assertThat(json(merged.out()).at("/gate/passed").asBoolean(true)).isFalse();
    }

    @Test
    void aMergedRunIsLikeAnyOther() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "whole");
            merge("merged", shards(server, "part-", 2));
            String before = comparable("merged");

            assertThat(ended("rescore", "merged").code()).isZero();
            assertSame(comparable("merged"), before);
            assertThat(ended("show", "merged", "--wrong").code()).isZero();
            assertThat(ended("report", "merged").code()).isZero();
            assertThat(ended("compare", "whole", "merged").code()).isZero();
            assertThat(ended("compare", "part-1", "merged").code()).isZero();
            EmbeddedProgram.Ended resumed =
                    EmbeddedProgram.in(folder).on(server).run("run", "--resume", "merged", "--yes");
            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertThat(resumed.err()).contains("216 of 216 trials are reused");
            assertSame(comparable("merged"), before);
            EmbeddedProgram.Ended extended = EmbeddedProgram.in(folder)
                    .on(server)
                    .run("run", "--resume", "merged", "--personalities", "balanced");
            assertThat(extended.err()).contains("216 of 270 trials are reused");
            assertThat(ended("compare", "whole", "merged").out())
                    .contains("The runs have not the same combinations; in those of both nothing changed");
            assertThat(ended("study", "--from", "part-1", "part-2").out())
                    .contains("Run part-1 is shard 1/2 of a run", "Run part-2 is shard 2/2 of a run");
            EmbeddedProgram.Ended study = ended("study", "nosuch");
            assertThat(study.err()).startsWith("matrix: study: there is no file ");
        }
    }

    @Test
    void mergesWhatIsThereAndAResumeAsksTheRest() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "whole");
            shards(server, "part-", 3);
            String[] two = {"part-3", "part-1"};

            EmbeddedProgram.Ended refused = merge("merged", two);
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("Shard 2/3 is missing").contains("--allow-missing");
            EmbeddedProgram.Ended merged = merge("merged", two, "--allow-missing");
            assertThat(merged.code()).as(merged.err()).isZero();
            assertThat(merged.err()).contains("matrix run --resume merged");
            assertThat(json(file("merged", "results.json"))
                            .at("/metadata/state")
                            .asText())
                    .isEqualTo("interrupted");

            EmbeddedProgram.Ended resumed =
                    EmbeddedProgram.in(folder).on(server).run("run", "--resume", "merged");
            assertThat(resumed.err()).contains("144 of 216 trials are reused");
            JsonNode after = json(file("merged", "results.json"));
            JsonNode whole = json(file("whole", "results.json"));
            assertThat(after.at("/verdicts")).isEqualTo(whole.at("/verdicts"));
            assertThat(after.at("/metadata/state").asText()).isEqualTo("finished");
        }
    }

    @Test
    void everyShardPlansItsOwnPartWhateverTheMachine() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            List<String> whole = ids(ask(server, "plan", MATRIX, "--json"));
            List<String> together = new ArrayList<>();
            for (int index = 1; index <= 4; index++) {
                List<String> one = ids(ask(server, "plan", MATRIX, "--json", "--shard", index + "/4"));
                List<String> other =
                        ids(ask(server, "plan", MATRIX, "--json", "--shard", index + "/4", "--concurrency", "16"));
                assertThat(other).isEqualTo(one);
                together.addAll(one);
            }
            assertThat(together).containsExactlyInAnyOrderElementsOf(whole);
            EmbeddedProgram.Ended text = ask(server, "plan", MATRIX, "--shard", "2/4");
            assertThat(text.out())
                    .contains("Shard 2 of 4: ")
                    .contains("Split by model x benchmark into 4: by the estimate the longest shard has");
        }
    }

    private List<String> ids(EmbeddedProgram.Ended plan) throws IOException {
        assertThat(plan.code()).as(plan.err()).isZero();
        List<String> ids = new ArrayList<>();
        json(plan.out())
                .path("combinations")
                .forEach(each -> ids.add(each.path("id").asText()));
        assertThat(ids).isNotEmpty();
        return ids;
    }

    @Test
    void saysWhichShardARunIsAndThatItsVerdictsAreProvisional() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended ended = ask(server, "run", MATRIX, "--shard", "2/3");

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("This is shard 2 of 3").contains("provisional until 'matrix merge'");
            JsonNode runs = json(ended("runs", "--json").out()).path("runs");
            assertThat(runs.get(0).path("shard").asText()).isEqualTo("2/3");
            String id = runs.get(0).path("id").asText();
            assertThat(id).endsWith("-shard-2-of-3");
            assertThat(ended("runs").out()).contains("shard 2/3");
            assertThat(json(file(id, "results.json"))
                            .at("/metadata/shard/count")
                            .asInt())
                    .isEqualTo(3);
            assertThat(json(file(id, "manifest.json")).at("/shard/by").asText()).isEqualTo("model");
            EmbeddedProgram.Ended report = ended("report", id, "--format", "markdown");
            assertThat(report.code()).as(report.err()).isZero();
            assertThat(ended("report", id).code()).isZero();
        }
    }

    @Test
    void aResumeKeepsTheShard() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "part", "--shard", "1/3");
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);

            EmbeddedProgram.Ended other = program.run("run", "--resume", "part", "--shard", "2/3");
            assertThat(other.code()).isEqualTo(2);
            assertThat(other.err()).contains("cannot change --shard: run part has 1/3, the command line says 2/3");
            EmbeddedProgram.Ended wider = program.run("run", "--resume", "part", "--benchmarks", "mmlu");
            assertThat(wider.code()).isEqualTo(2);
            assertThat(wider.err()).contains("run part is shard 1/3");
            EmbeddedProgram.Ended higher = program.run("run", "--resume", "part", "--limit", "10", "--shard", "1/3");
            assertThat(higher.code()).as(higher.err()).isZero();
            assertThat(higher.err()).contains("72 of 120 trials are reused");
        }
    }

    @Test
    void refusesWhatDoesNotBelongTogether() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "whole");
            run(server, "a", "--shard", "1/2");
            run(server, "b", "--shard", "2/2");
            run(server, "seed", "--shard", "2/2", "--seed", "7");
            run(server, "third", "--shard", "3/3");
            List<String> fewer = new ArrayList<>(MATRIX);
            fewer.set(fewer.indexOf("--benchmarks") + 1, "gsm8k,arc_easy");
            assertThat(ask(server, "run", fewer, "--run-id", "fewer", "--shard", "2/2")
                            .code())
                    .isZero();
            run(server, "prompt", "--shard", "2/2", "--system", "mine=Be good.");

            assertRefused("is no shard", "a", "whole");
            assertRefused("Shard 2/2 is missing", "a");
            assertRefused("Shard 1/2 is named twice", "a", "a", "b");
            assertRefused("--seed is 42 in run a (shard 1/2) and 7 in run seed (shard 2/2)", "a", "seed");
            assertRefused("two different splits", "a", "third");
            assertRefused("the benchmarks of the whole run are", "a", "fewer");
            assertRefused("the personalities of the whole run are", "a", "prompt");
            assertRefused("There is no run 'nosuch'", "a", "nosuch");
            EmbeddedProgram.Ended taken = merge("whole", new String[] {"a", "b"});
            assertThat(taken.code()).isEqualTo(2);
            assertThat(taken.err()).contains("Run whole exists");
            try (Stream<Path> left = Files.list(folder.resolve("results"))) {
                assertThat(left.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("whole", "a", "b", "seed", "third", "fewer", "prompt");
            }
        }
    }

    private void assertRefused(String reason, String... shards) {
        EmbeddedProgram.Ended ended = merge("merged", shards);
        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains(reason);
        assertThat(ended.err().strip()).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--shard 0/3                        | write i/n",
                "--shard 4/3                        | write i/n",
                "--shard two                        | write i/n",
                "--shard 1/3/2                      | write i/n",
                "--shard 1/10                       | at most 9",
                "--shard 1/2 --stop-when decided    | --stop-when decided cannot be used with --shard"
            })
    void refusesAShardThatCannotBe(String options, String reason) {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram.Ended ended =
                    ask(server, "run", MATRIX, options.strip().split(" "));

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains(reason);
            assertThat(folder.resolve("results")).doesNotExist();
        }
    }
}
