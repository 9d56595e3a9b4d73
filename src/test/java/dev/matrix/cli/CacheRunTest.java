package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.matrix.EmbeddedProgram;
import dev.matrix.EmbeddedProgram.Ended;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.SimulatedModel;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache across runs through the program itself, at simulators that are the same server, or pretend to be. */
class CacheRunTest {

    private static final String WORK = "run --models qwen2.5:0.5b --limit 12 --personalities ";

    @TempDir
    Path folder;

    private EmbeddedProgram program(Simulator server) {
        return EmbeddedProgram.in(folder).on(server).with("MATRIX_CACHE_DIR", "answers");
    }

    private Ended run(Simulator server, String personalities, String id, String... more) {
        List<String> words = new ArrayList<>(List.of((WORK + personalities + " --run-id " + id).split(" ")));
        words.addAll(List.of(more));
        if (!words.contains("--benchmarks")) {
            words.addAll(List.of("--benchmarks", "arc_easy,gsm8k"));
        }
        return program(server).run(words.toArray(String[]::new));
    }

    private JsonNode execution(String run) {
        return EmbeddedProgram.in(folder)
                .json("results/" + run + "/results.json")
                .get("execution");
    }

    private JsonNode manifest(String run) {
        return EmbeddedProgram.in(folder).json("results/" + run + "/manifest.json");
    }

    /** What the scores of a run rest on, without what it cost. */
    private List<String> scores(String run) {
        List<String> scores = new ArrayList<>();
        EmbeddedProgram.in(folder)
                .json("results/" + run + "/results.json")
                .get("combinations")
                .forEach(cell -> scores.add(cell.get("id").asText() + " " + cell.get("score") + " "
                        + cell.get("outcomes") + " " + cell.get("fingerprint")));
        return scores;
    }

    private List<JsonNode> trials(String run) throws IOException {
        List<JsonNode> trials = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("results/" + run + "/trials.jsonl"))) {
            trials.add(JsonMapper.builder().build().readTree(line));
        }
        return trials;
    }

    private long cached(String run) throws IOException {
        return trials(run).stream().filter(trial -> trial.has("cached_from")).count();
    }

    @Test
    void asksNothingAndLoadsNothingWhenAllIsThere() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            assertThat(run(server, "baseline,cot", "a").code()).isZero();
            long asked = server.statistics().chatRequests();
            Ended second = run(server, "baseline,cot", "b");
            assertThat(second.code()).as(second.err()).isZero();
            assertThat(server.statistics().chatRequests()).isEqualTo(asked);
            assertThat(second.out()).contains("cache: 48 of 48 trials were answered in earlier runs");
            assertThat(scores("b")).isEqualTo(scores("a"));
            assertThat(execution("b").get("requests").asInt()).isZero();
            assertThat(execution("b").get("loads").asInt()).isZero();
            assertThat(execution("b").get("request_seconds").asDouble()).isZero();
            assertThat(execution("b").get("cached_trials").asInt()).isEqualTo(48);
            assertThat(execution("a").get("cached_trials").asInt()).isZero();
            assertThat(manifest("b").get("protocols"))
                    .containsExactlyInAnyOrderElementsOf(manifest("a").get("protocols"));
            assertThat(manifest("b").get("reach")).isEqualTo(manifest("a").get("reach"));
            assertThat(trials("b"))
                    .hasSize(48)
                    .allMatch(trial -> trial.get("cached_from").asText().equals("a"));
        }
    }

    @Test
    void keepsTheTimesOfACachedTrialInItsLine() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "baseline", "a");
            run(server, "baseline", "b");
            List<String> first =
                    trials("a").stream().map(CacheRunTest::asked).sorted().toList();
            assertThat(trials("b").stream().map(CacheRunTest::asked).sorted().toList())
                    .isEqualTo(first);
        }
    }

    private static String asked(JsonNode trial) {
        return trial.get("combination") + " " + trial.get("item") + " " + trial.get("finished_at") + " "
                + trial.get("calls");
    }

    @Test
    void asksTheCellsOfANewPersonalityAndTwentyCachedTrials() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "baseline", "a");
            Ended second = run(server, "baseline,cot", "b");
            assertThat(second.code()).as(second.err()).isZero();
            assertThat(second.err()).contains("4/4 combinations, 48/48 trials, ok 4");
            assertThat(cached("b")).isEqualTo(4);
            assertThat(trials("b")).hasSize(48);
            // 12 + 12 of cot, of which those with letters take two calls, and 20 of baseline.
            assertThat(execution("b").get("requests").asInt()).isEqualTo(12 + 24 + 20);
            JsonNode check = manifest("b").get("cache_checks").get(0);
            assertThat(check.get("used").asBoolean()).isTrue();
            assertThat(check.get("compared").asInt()).isEqualTo(20);
            assertThat(check.get("flips").asInt()).isZero();
            run(server, "baseline,cot", "c", "--no-cache");
            assertThat(scores("b")).isEqualTo(scores("c"));
        }
    }

    @Test
    void addsAPersonalityToARunThatCameFromTheCacheOnlyAfterACheck() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "baseline", "a");
            run(server, "baseline", "b");
            long before = server.statistics().chatRequests();
            Ended resumed = program(server).run("run", "--resume", "b", "--personalities", "cot");
            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertThat(manifest("b").get("cache_checks")).hasSize(1);
            assertThat(execution("b").get("cached_trials").asInt()).isEqualTo(4);
            assertThat(execution("b").get("requests").asInt()).isEqualTo(12 + 24 + 20);
            assertThat(server.statistics().chatRequests()).isGreaterThan(before);
        }
    }

    /** A model that calls itself by the name and digest of the other one, and knows next to nothing. */
    private static SimulatedModel unwise() {
        return EmbeddedProgram.quick().models().stream()
                .filter(model -> model.name().equals("qwen2.5:0.5b"))
                .findFirst()
                .orElseThrow()
                .withSkill(0.05, 0.05, 0.05);
    }

    private static Simulator pretender(SimulatorSettings settings) {
        return EmbeddedProgram.simulator(settings);
    }

    @Test
    void asksTheWholeModelAnewWhenCachedAnswersNoLongerHold() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator();
                Simulator other = pretender(EmbeddedProgram.quick().withModels(List.of(unwise())))) {
            run(server, "baseline,concise_analyst", "a");
            Ended second = run(other, "baseline,concise_analyst,cot", "b");
            assertThat(second.code()).as(second.err()).isZero();
            assertThat(second.err())
                    .contains("cached trials that were asked again are answered differently")
                    .contains("baseline and all else of it is asked anew");
            assertThat(cached("b")).isZero();
            JsonNode check = manifest("b").get("cache_checks").get(0);
            assertThat(check.get("used").asBoolean()).isFalse();
            assertThat(check.get("flips").asInt()).isPositive();
            run(other, "baseline,concise_analyst,cot", "c", "--no-cache");
            assertThat(scores("b")).isEqualTo(scores("c"));
        }
    }

    @Test
    void neverMixesWhatACheckRefusedWithWhatCameAfterIt() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator();
                Simulator other = pretender(EmbeddedProgram.quick().withModels(List.of(unwise())))) {
            run(server, "baseline,concise_analyst", "a");
            run(other, "baseline,cot", "b");
            assertThat(manifest("b").get("cache_checks").get(0).get("used").asBoolean())
                    .isFalse();
            Ended third = run(other, "baseline,concise_analyst,cot", "c");
            assertThat(third.code()).as(third.err()).isZero();
            assertThat(trials("c"))
                    .noneMatch(trial -> trial.path("cached_from").asText().equals("a"));
            run(other, "baseline,concise_analyst,cot", "d", "--no-cache");
            assertThat(scores("c")).isEqualTo(scores("d"));
        }
    }

    @Test
    void checksAnswersOfRunsThatNobodyHasCompared() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator();
                Simulator other = pretender(EmbeddedProgram.quick().withModels(List.of(unwise())))) {
            run(server, "concise_analyst", "a");
            run(other, "baseline", "b");
            run(other, "baseline,concise_analyst", "c");
            JsonNode check = manifest("c").get("cache_checks").get(0);
            assertThat(check.get("origins")).hasSize(2);
            assertThat(check.get("used").asBoolean()).isFalse();
            assertThat(cached("c")).isZero();
            run(other, "baseline,concise_analyst", "d");
            assertThat(cached("d")).isEqualTo(48);
        }
    }

    @Test
    void takesWholeWhatWasCheckedAgainstEachOther() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "baseline", "a");
            run(server, "baseline,cot", "b");
            run(server, "baseline,cot", "c");
            assertThat(cached("c")).isEqualTo(48);
            assertThat(execution("c").get("loads").asInt()).isZero();
        }
    }

    @Test
    void forgetsWhatReplacedWeightsAnswered() throws IOException {
        try (Simulator pulled = pretender(EmbeddedProgram.quick().withFaults(FaultPlan.parse("chat:repulled#20")));
                Simulator server = EmbeddedProgram.simulator()) {
            assertThat(run(pulled, "baseline,cot", "a").code()).isEqualTo(1);
            Ended second = run(server, "baseline,cot", "b");
            assertThat(second.code()).as(second.err()).isZero();
            assertThat(cached("b")).isZero();
            run(server, "baseline,cot", "c");
            assertThat(cached("c")).isEqualTo(48);
        }
    }

    private Ended shard(Simulator server, String id, String shard, String personalities) {
        return program(server)
                .run(("run --models qwen2.5:0.5b --benchmarks arc_easy,gsm8k --limit 30 --personalities "
                                + personalities + " --run-id " + id + (shard.isEmpty() ? "" : " --shard " + shard))
                        .split(" "));
    }

    @Test
    void refusesToMergeShardsOfWhichOneFoundThatCachedAnswersHoldNoLonger() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator();
                Simulator other = pretender(EmbeddedProgram.quick().withModels(List.of(unwise())))) {
            shard(server, "a", "", "baseline");
            assertThat(shard(server, "one", "1/2", "baseline,cot").code()).isZero();
            assertThat(shard(other, "two", "2/2", "baseline,cot").code()).isZero();
            assertThat(cached("one")).isPositive();
            assertThat(cached("two")).isZero();
            Ended merged = program(server).run("merge", "one", "two", "--run-id", "m");
            assertThat(merged.code()).isEqualTo(2);
            assertThat(merged.err())
                    .contains("run one (shard 1/2) took answers of qwen2.5:0.5b from the cache", "--no-cache");
            shard(server, "three", "1/2", "baseline,cot --no-cache");
            assertThat(program(server)
                            .run("merge", "three", "two", "--run-id", "m")
                            .code())
                    .isZero();
        }
    }

    @Test
    void checksAgainWhatAnotherVersionOfTheServerSaid() {
        try (Simulator server = EmbeddedProgram.simulator();
                Simulator newer =
                        pretender(EmbeddedProgram.quick().withVersion("0.33.0").withModels(List.of(unwise())))) {
            run(server, "baseline", "a");
            run(server, "baseline,cot", "b");
            assertThat(manifest("b").at("/cache_checks/0/used").asBoolean()).isTrue();
            run(newer, "baseline,concise_analyst", "c");
            Ended resumed = program(newer)
                    .run(("run --resume b --personalities concise_analyst --accept-drift --host " + newer.address())
                            .split(" "));
            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertThat(manifest("b").get("cache_checks")).hasSize(1);
            assertThat(manifest("b").at("/cache_checks/0/version").asText()).isEqualTo("0.33.0");
            assertThat(manifest("b").at("/cache_checks/0/origins"))
                    .hasSize(2)
                    .anyMatch(origin -> origin.asText().equals("journal"));
        }
    }

    @Test
    void passesOverAnEntryThatIsNotWhatItsKeySays() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "baseline", "a", "--benchmarks", "gsm8k");
            try (Stream<Path> files = Files.walk(folder.resolve("answers"))) {
                Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
                String key = trials("a").get(0).get("key").asText();
                Files.writeString(file, Files.readString(file).replace(key, "0".repeat(key.length())));
            }
            run(server, "baseline", "b", "--benchmarks", "gsm8k");
            assertThat(trials("b").stream().map(trial -> trial.get("key").asText()))
                    .noneMatch(key -> key.startsWith("0000"));
        }
    }

    @Test
    void checksBeforeAnAdditionAlsoWhereTheCacheIsGone() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "baseline", "a");
            run(server, "baseline", "b");
            assertThat(program(server).run("cache", "prune", "--all").code()).isZero();
            Ended resumed = program(server).run("run", "--resume", "b", "--personalities", "cot", "--no-cache");
            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertThat(manifest("b").get("cache_checks").get(0).get("used").asBoolean())
                    .isTrue();
            assertThat(execution("b").get("cached_trials").asInt()).isEqualTo(4);
        }
    }

    @Test
    void takesNothingBackIntoARunWhoseCachedAnswersNoLongerHold() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator();
                Simulator other = pretender(EmbeddedProgram.quick().withModels(List.of(unwise())))) {
            run(server, "baseline,concise_analyst", "a");
            run(server, "baseline,concise_analyst", "b");
            Ended resumed =
                    program(other).run("run", "--resume", "b", "--personalities", "cot", "--host", other.address());
            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertThat(execution("b").get("cached_trials").asInt()).isZero();
            run(other, "baseline,concise_analyst,cot", "c", "--no-cache");
            assertThat(scores("b")).isEqualTo(scores("c"));
            List<String> before = scores("b");
            assertThat(program(other).run("rescore", "b").code()).isZero();
            assertThat(scores("b")).isEqualTo(before);
        }
    }

    @Test
    void asksAnewAfterAnyChangeOfWhatIsAsked() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator();
                Simulator newer = pretender(EmbeddedProgram.quick().withVersion("0.33.0"))) {
            run(server, "baseline", "a");
            run(newer, "baseline", "version");
            assertThat(cached("version")).isZero();
            run(server, "baseline", "seed", "--seed", "43");
            assertThat(cached("seed")).isZero();
            run(server, "concise_analyst", "prompt");
            assertThat(cached("prompt")).isZero();
            run(server, "baseline", "shots", "--fewshot", "1");
            assertThat(cached("shots")).isZero();
        }
    }

    @Test
    void neverTakesARepeatOrAControlForAnother() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "baseline", "a", "--benchmarks", "gsm8k");
            run(server, "baseline", "b", "--benchmarks", "gsm8k", "--repeats", "2", "--control");
            // 12 are there; they are all asked again, since a check asks up to 20.
            assertThat(cached("b")).isZero();
            assertThat(trials("b")).hasSize(48);
            run(server, "baseline", "c", "--benchmarks", "gsm8k", "--repeats", "2", "--control");
            assertThat(cached("c")).isEqualTo(48);
            assertThat(trials("c").stream().map(trial -> trial.get("repeat") + " " + trial.get("control")))
                    .contains("0 null", "1 null", "0 \"control\"", "1 \"control\"");
        }
    }

    @Test
    void neitherReadsNorWritesWithoutIt() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "baseline", "a", "--no-cache");
            assertThat(folder.resolve("answers")).doesNotExist();
            run(server, "baseline", "b");
            run(server, "baseline", "c", "--no-cache");
            assertThat(cached("c")).isZero();
            Ended demo = program(server).run((WORK + "baseline --benchmarks gsm8k --demo --run-id d").split(" "));
            assertThat(demo.code()).isZero();
            assertThat(cached("d")).isZero();
        }
    }

    @Test
    void keepsNothingOfASimulatorUnlessAPlaceIsNamed() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            Ended ended = EmbeddedProgram.in(folder)
                    .on(server)
                    .run((WORK + "baseline --benchmarks gsm8k --run-id a").split(" "));
            assertThat(ended.code()).isZero();
            assertThat(folder.resolve("home")).doesNotExist();
        }
    }

    @Test
    void goesOnWithoutACacheThatCannotBeUsed() throws IOException {
        Files.writeString(folder.resolve("file"), "no directory");
        try (Simulator server = EmbeddedProgram.simulator()) {
            Ended ended = run(server, "baseline", "a", "--cache-dir", "file/below");
            assertThat(ended.code()).isZero();
            assertThat(ended.err()).contains("The cache across runs in ", " cannot be used: ", "--cache-dir");
        }
    }

    @Test
    void saysWhatIsThereAndRemovesIt() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            run(server, "baseline", "a");
            JsonNode stats = JsonMapper.builder()
                    .build()
                    .readTree(program(server).run("cache", "stats", "--json").out());
            assertThat(stats.get("entries").asInt()).isEqualTo(24);
            assertThat(stats.get("models").get(0).get("model").asText()).isEqualTo("qwen2.5:0.5b");
            assertThat(program(server).run("cache", "stats").out()).contains("qwen2.5:0.5b", "24");
            assertThat(program(server)
                            .run("cache", "prune", "--older-than", "1d")
                            .out())
                    .contains("Removed 0 answers", "24");
            assertThat(program(server)
                            .run("cache", "prune", "--all", "--dry-run")
                            .out())
                    .contains("Would remove 24 answers");
            assertThat(program(server).run("cache", "prune", "--model", "other").out())
                    .contains("Removed 0 answers");
            assertThat(program(server)
                            .run("cache", "prune", "--model", "qwen2.5:0.5b")
                            .out())
                    .contains("Removed 24 answers");
            assertThat(program(server).run("cache", "stats").err()).contains("No answers are kept in ");
            run(server, "baseline", "b");
            assertThat(cached("b")).isZero();
            try (Stream<Path> files = Files.walk(folder.resolve("answers"))) {
                assertThat(files.filter(Files::isRegularFile)).hasSize(1);
            }
        }
    }

    @Test
    void refusesToPruneWithoutARule() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            Ended none = program(server).run("cache", "prune");
            assertThat(none.code()).isEqualTo(2);
            assertThat(none.err()).contains("Say what to remove: --older-than 30d");
            Ended both = program(server).run("cache", "prune", "--all", "--model", "x");
            assertThat(both.code()).isEqualTo(2);
            Ended age = program(server).run("cache", "prune", "--older-than", "soon");
            assertThat(age.code()).isEqualTo(2);
            assertThat(age.err()).contains("--older-than: 'soon' is no age");
        }
    }
}
