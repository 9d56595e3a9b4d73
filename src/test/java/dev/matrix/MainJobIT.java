package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.LaunchedProcess.Result;
import dev.matrix.store.ResultsSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job of the packaged program against a stubbed server, over a user's own benchmarks and prompt: detect, plan, run, resume, and every exit code. */
class MainJobIT {

    private static final String MODEL = "qwen2.5:0.5b";
    private static final String CONTRARY = "Always take the first option, and the number 99.";
    private static final Set<String> KEYS = Set.of(
            "model",
            "messages",
            "stream",
            "think",
            "truncate",
            "shift",
            "keep_alive",
            "options",
            "logprobs",
            "top_logprobs");
    private static final Set<String> OPTIONS = Set.of(
            "num_ctx",
            "draft_num_predict",
            "num_predict",
            "seed",
            "temperature",
            "top_k",
            "top_p",
            "min_p",
            "typical_p",
            "repeat_penalty",
            "repeat_last_n",
            "presence_penalty",
            "frequency_penalty");

    @TempDir
    private static Path temp;

    private static StubbedOllama server;
    private static Program program;
    private static Result finished;
    private static JsonNode results;

    /** One run, at which most of the tests look. */
    @BeforeAll
    static void runOnce() throws Exception {
        server = new StubbedOllama(MainJobIT::reply, MODEL, StubbedOllama.BROKEN, "llama3.1:8b");
        program = workplace("work");
        finished = program.run(run("--run-id", "first", "--models", MODEL, "--concurrency", "3", "--json"));
        results = program.results("first");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Right are two, none and one of four: of the letters B, B, C, D and of the numbers 12, 12, 7, 9. */
    private static String reply(String system, String last) {
        boolean contrary = system.equals(CONTRARY);
        if (last.contains("which option is right")) {
            return "C";
        }
        if (last.contains("step by step")) {
            return last.contains("Problem:") ? "It is seven.\n#### 7" : "The third one is well known.";
        }
        if (last.contains("Problem:")) {
            return contrary ? "#### 99" : "#### 12";
        }
        return contrary ? "A" : "B";
    }

    private static Program workplace(String name) throws IOException {
        Program made = Program.in(temp.resolve(name), temp.resolve("cache"));
        made.write("benchmarks/towns.yaml", """
                answer: choice
                data: {items: towns.jsonl}
                """);
        made.write("benchmarks/towns.jsonl", """
                {"question": "Which one lies at the Seine?", "options": ["Rome", "Paris", "Oslo", "Cairo"], "answer": "B"}
                {"question": "Which one lies at the Thames?", "options": ["Riga", "London", "Oslo", "Cairo"], "answer": "B"}
                {"question": "Which one lies at the Tiber?", "options": ["Oslo", "Paris", "Rome", "Cairo"], "answer": "C"}
                {"question": "Which one lies at the Nile?", "options": ["Rome", "Paris", "Oslo", "Cairo"], "answer": "D"}
                """);
        made.write("benchmarks/sums.yaml", """
                answer: number
                data: {items: sums.jsonl}
                """);
        made.write("benchmarks/sums.jsonl", """
                {"question": "How much is 7 and 5?", "answer": "12"}
                {"question": "How much is 8 and 4?", "answer": "12"}
                {"question": "How much is 3 and 4?", "answer": "7"}
                {"question": "How much is 4 and 5?", "answer": "9"}
                """);
        return made;
    }

    private static String[] run(String... more) {
        return matrix("run", more);
    }

    private static String[] matrix(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--host",
                server.address(),
                "--benchmarks",
                "towns,sums",
                "--personalities",
                "baseline,cot",
                "--system",
                "contrary=" + CONTRARY));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Test
    void tellsWhichModelsAreInRangeAndWhyOthersAreNot() throws Exception {
        JsonNode models = Program.json(program.run("detect-models", "--host", server.address(), "--json"))
                .path("models");

        assertThat(models).hasSize(3);
        assertThat(models.findValuesAsText("name")).containsExactly(MODEL, StubbedOllama.BROKEN, "llama3.1:8b");
        assertThat(models.findValuesAsText("in_range")).containsExactly("true", "true", "false");
        assertThat(models.path(2).path("reason").asText()).contains("8b", "above");
        assertThat(models.path(0).path("nominal_size").asDouble()).isEqualTo(0.5e9);
    }

    @Test
    void findsTheServerByItsEnvironmentVariable() throws Exception {
        Program elsewhere = program.with("OLLAMA_HOST", server.address().substring("http://".length()));

        assertThat(elsewhere.run("detect-models").out()).contains(MODEL);
    }

    @Test
    void plansWithoutAskingOrWritingAnything() throws Exception {
        Program fresh = workplace("plan");
        int before = server.chats().size();
        Result result = fresh.run(matrix("plan", "--models", MODEL, "--json"));
        JsonNode plan = Program.json(result);

        assertThat(plan.path("combinations")).hasSize(6);
        assertThat(plan.path("combinations").path(0).path("id").asText()).isEqualTo(MODEL + "/baseline/towns/t0");
        assertThat(plan.path("combinations").path(0).path("model").asText()).isEqualTo(MODEL);
        assertThat(plan.path("combinations").path(0).path("personality").asText())
                .isEqualTo("baseline");
        assertThat(plan.path("combinations").path(0).path("benchmark").asText()).isEqualTo("towns");
        // Letters under cot take two.
        assertThat(plan.path("requests").asInt()).isEqualTo(28);
        assertThat(plan.path("tokens").asLong()).isPositive();
        assertThat(plan.path("seconds").asDouble()).isPositive();
        assertThat(server.chats()).hasSize(before);
        assertThat(fresh.files()).containsExactly("benchmarks");
    }

    @Test
    void leavesNestedResultsInWhichZeroStaysZero() throws Exception {
        JsonNode nested = results.path("results").path(MODEL);

        assertThat(finished.exitCode()).as(finished.err()).isZero();
        new ResultsSchema().check(results);
        assertThat(results.path("results")).hasSize(1);
        assertThat(scores(nested))
                .containsExactly(
                        entry("baseline/sums", "0.5 2/4"),
                        entry("baseline/towns", "0.5 2/4"),
                        entry("contrary/sums", "0.0 0/4"),
                        entry("contrary/towns", "0.0 0/4"),
                        entry("cot/sums", "0.25 1/4"),
                        entry("cot/towns", "0.25 1/4"));
        assertThat(nested.findValuesAsText("status")).hasSize(6).containsOnly("complete");
        assertThat(nested.findValuesAsText("data")).containsOnly("user");
        assertThat(nested.path("baseline").path("towns").path("protocol").asText())
                .isEqualTo("logprob");
        assertThat(nested.path("cot").path("towns").path("protocol").asText()).isEqualTo("reason-then-read");
        assertThat(nested.path("cot").path("sums").path("protocol").asText()).isEqualTo("generate");
        assertThat(nested.path("cot").path("towns").path("execution_time").asDouble())
                .isPositive();
        assertThat(results.path("metadata").path("simulated").asBoolean()).isFalse();
        assertThat(results.path("metadata").path("state").asText()).isEqualTo("finished");
    }

    private static Map<String, String> scores(JsonNode nested) {
        Map<String, String> scores = new TreeMap<>();
        nested.properties()
                .forEach(personality -> personality
                        .getValue()
                        .properties()
                        .forEach(benchmark -> scores.put(
                                personality.getKey() + "/" + benchmark.getKey(), score(benchmark.getValue()))));
        return scores;
    }

    private static String score(JsonNode cell) {
        return cell.path("score") + " " + cell.path("raw_score") + "/" + cell.path("total");
    }

    @Test
    void comparesEachPersonalityWithBaseline() throws Exception {
        JsonNode statistics = results.path("statistics").path(MODEL);

        assertThat(statistics.path("baseline").path("mean").toString()).isEqualTo("0.5");
        assertThat(statistics.path("baseline").path("std_dev").toString()).isEqualTo("0.0");
        assertThat(statistics.path("baseline").path("vs_baseline").isNull()).isTrue();
        assertThat(statistics.path("contrary").path("vs_baseline").toString())
                .isEqualTo("{\"absolute\":-0.5,\"relative\":-1.0,\"n_benchmarks\":2,\"items_won\":0,\"items_lost\":4,"
                        + "\"items_compared\":8,\"items_dropped\":0}");
        assertThat(statistics.path("cot").path("vs_baseline").toString())
                .isEqualTo("{\"absolute\":-0.25,\"relative\":-0.5,\"n_benchmarks\":2,\"items_won\":2,\"items_lost\":4,"
                        + "\"items_compared\":8,\"items_dropped\":0}");
    }

    @Test
    void printsOnlyTheResultsOnStdout() throws Exception {
        assertThat(Program.json(finished)).isEqualTo(results);
        assertThat(finished.err()).contains("6/6 combinations");
    }

    @Test
    void leavesACompleteCheckpointAndJournal() throws Exception {
        JsonNode checkpoint = program.checkpoint("first");

        assertThat(checkpoint.path("completed")).hasSize(6);
        assertThat(checkpoint.path("remaining")).isEmpty();
        assertThat(checkpoint.path("results")).hasSize(6);
        assertThat(program.trials("first")).hasSize(24);
        assertThat(program.files()).containsExactly("benchmarks", "checkpoints", "results");
    }

    @Test
    void sendsThePersonalityAsTheFirstMessageAndNothingThatServersIgnore() {
        Set<String> systems = new TreeSet<>();
        Set<Integer> contexts = new TreeSet<>();
        for (JsonNode body : asked()) {
            assertThat(names(body)).isSubsetOf(KEYS);
            assertThat(names(body.path("options"))).isSubsetOf(OPTIONS);
            JsonNode messages = body.path("messages");
            assertThat(messages.path(0).path("role").asText()).isEqualTo("system");
            assertThat(messages.path(1).path("role").asText()).isEqualTo("user");
            messages.forEach(message -> assertThat(names(message)).containsExactlyInAnyOrder("role", "content"));
            systems.add(messages.path(0).path("content").asText());
            contexts.add(body.path("options").path("num_ctx").asInt());
            assertThat(body.path("options").path("temperature").asInt(-1)).isZero();
            assertThat(body.path("options").path("seed").asInt()).isEqualTo(42);
            assertThat(body.path("truncate").asBoolean(true)).isFalse();
            assertThat(body.path("shift").asBoolean(true)).isFalse();
            assertThat(body.path("think").asBoolean(true)).isFalse();
        }
        assertThat(contexts).hasSize(1);
        assertThat(systems).containsExactlyInAnyOrder("", CONTRARY);
    }

    @Test
    void asksForOneTokenWithLogprobsWhereLettersAreRead() {
        List<JsonNode> letters = asked().stream()
                .filter(body -> body.path("logprobs").asBoolean())
                .toList();

        assertThat(letters).hasSize(12).allSatisfy(body -> {
            assertThat(body.path("top_logprobs").asInt()).isEqualTo(20);
            assertThat(body.path("options").path("num_predict").asInt()).isEqualTo(1);
        });
        // Four of them read what cot has reasoned before.
        assertThat(letters)
                .filteredOn(body -> body.path("messages").size() == 4)
                .hasSize(4)
                .allSatisfy(body -> assertThat(
                                body.path("messages").path(2).path("content").asText())
                        .isEqualTo("The third one is well known."));
    }

    /** The questions of the one run; no other test asks this model anything. What is only rendered is no question. */
    private static List<JsonNode> asked() {
        return server.chats().stream()
                .filter(body -> body.path("model").asText().equals(MODEL))
                .filter(body -> !body.path("messages").isEmpty())
                .filter(body -> !body.path("_debug_render_only").asBoolean())
                .toList();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void asksNothingAgainWhenAFinishedRunIsResumed() throws Exception {
        int before = server.chats().size();
        Result result = program.run(run("--resume", "first", "--models", MODEL));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("24 of 24 trials are reused");
        assertThat(server.chats()).hasSize(before);
        assertThat(program.results("first").path("results")).isEqualTo(results.path("results"));
    }

    @Test
    void finishesWithOneWhenACombinationFails() throws Exception {
        Program fresh = workplace("failing");
        Result result = fresh.run(
                "run",
                "--host",
                server.address(),
                "--models",
                StubbedOllama.BROKEN,
                "--benchmarks",
                "sums",
                "--personalities",
                "baseline",
                "--run-id",
                "broken");
        JsonNode broken = fresh.results("broken");
        JsonNode cell = broken.path("results")
                .path(StubbedOllama.BROKEN)
                .path("baseline")
                .path("sums");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        new ResultsSchema().check(broken);
        assertThat(cell.path("score").isNull()).isTrue();
        assertThat(cell.path("status").asText()).isEqualTo("failed");
        assertThat(cell.path("error").asText()).contains(StubbedOllama.BROKEN, "exit status 2");
        assertThat(result.err()).contains("matrix run --resume broken");
    }

    @Test
    void touchesNothingWhenNoModelIsInRange() throws Exception {
        try (StubbedOllama large = new StubbedOllama(MainJobIT::reply, "llama3.1:8b")) {
            Program fresh = workplace("large");
            Result result = fresh.run("run", "--host", large.address(), "--benchmarks", "sums");

            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("warning: No model", "detect-models");
            assertThat(fresh.files()).containsExactly("benchmarks");
            assertThat(large.chats()).isEmpty();
        }
    }

    @Test
    void saysWhereItLookedForAServerThatIsAbsent() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Program fresh = workplace("absent");
        Result result = fresh.run("run", "--host", "http://127.0.0.1:" + port, "--benchmarks", "sums");

        refuses(result, 3, "http://127.0.0.1:" + port, "ollama serve");
        assertThat(fresh.files()).containsExactly("benchmarks");
    }

    @Test
    void refusesAnUnknownOption() throws Exception {
        refuses(program.run("run", "--modles", MODEL), 2, "--modles", "--models");
    }

    @Test
    void namesTheCommandThatInstallsAnUnknownModel() throws Exception {
        Result result = program.run(run("--models", "nosuch:1b"));

        refuses(result, 2, "nosuch:1b", "ollama pull nosuch:1b");
    }

    @Test
    void refusesTheNameOfAnExistingRun() throws Exception {
        refuses(program.run(run("--run-id", "first")), 2, "first", "--resume first", "--run-id");
    }

    @Test
    void refusesASecondHostThatDoesNotAnswer() throws Exception {
        refuses(program.run(run("--host", "http://127.0.0.1:1")), 3, "http://127.0.0.1:1", "--skip-missing");
    }

    @Test
    void refusesToResumeWithAnotherSeed() throws Exception {
        Result result = program.run(run("--resume", "first", "--seed", "7"));

        refuses(result, 2, "--seed", "42", "7", "--run-id NEW");
        assertThat(program.results("first")
                        .path("metadata")
                        .path("settings")
                        .path("seed")
                        .asInt())
                .isEqualTo(42);
    }

    @Test
    void refusesToResumeWhatIsNotThere() throws Exception {
        refuses(program.run(run("--resume", "nosuch")), 2, "nosuch", "matrix runs");
    }

    @Test
    void endsWellWhenNothingIsLeftToResume() throws Exception {
        Program fresh = workplace("nothing");
        Result result = fresh.run(run("--resume"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Nothing to resume");
        assertThat(fresh.files()).containsExactly("benchmarks");
    }

    @Test
    void showsAStackTraceOnlyWhenAskedTo() throws Exception {
        Result result = program.start(run("--models", "nosuch:1b", "-v")).result();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(" at dev.matrix.", "MatrixException");
    }

    /** One sentence, which holds these words; nothing on stdout. */
    private static void refuses(Result result, int code, String... words) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(code);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("matrix: ").contains(words);
        assertThat(result.err().lines()).hasSize(1);
    }
}
