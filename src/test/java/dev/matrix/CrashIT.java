package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.LaunchedProcess.Result;
import dev.matrix.store.ResultsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged program, killed and stopped in the middle of runs against the simulator, and resumed; compared with a run that nobody interrupted. */
class CrashIT {

    private static final int CONCURRENCY = 8;
    private static final int MODELS = 2;
    /** Models, personalities, benchmarks, items. */
    private static final int TRIALS = MODELS * 3 * 2 * 40;
    /** Letters are read in a second call where cot reasons. */
    private static final int REQUESTS = TRIALS + MODELS * 40;
    /** The first model's trials that choose how letters are read: 8 items under two personalities. */
    private static final int PROBE = 16;

    private static final Pattern RESUME_COMMAND = Pattern.compile("matrix (run --resume .*)");

    @TempDir
    private static Path temp;

    private static SimulatorProcess simulator;
    private static Program program;
    private static JsonNode whole;
    private static Set<String> wholeKeys;
    /** One-token questions to a model before its trials. */
    private static int checks;

    @BeforeAll
    static void runUninterrupted() throws Exception {
        program = Program.in(temp.resolve("work"), temp.resolve("cache"));
        simulator = SimulatorProcess.start(program, "--service-ms", "20", "--slots", "8");
        Result result = program.run(run("--run-id", "whole"));
        whole = program.results("whole");
        wholeKeys = keys(program.trials("whole"));
        checks = (simulator.conversations() - TRIALS) / MODELS;

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(wholeKeys).hasSize(TRIALS);
        assertThat(whole.path("execution").path("requests").asInt()).isEqualTo(REQUESTS);
        assertThat(whole.path("metadata").path("protocols").findValuesAsText("read_by"))
                .containsExactlyInAnyOrder("logprob", "generate", "logprob", "generate");
    }

    @AfterAll
    static void stop() throws Exception {
        simulator.stop();
    }

    private static String[] run(String... more) {
        return RunArguments.small()
                .without("--run-id")
                .with("--host", simulator.address())
                .with("--models", "qwen2.5:0.5b,llama3.2:1b")
                .with("--personalities", "baseline,concise_analyst,cot")
                .with("--benchmarks", "arc_easy,gsm8k")
                .with("--limit", 40)
                .with("--concurrency", CONCURRENCY)
                .words(more);
    }

    @Test
    void keepsEveryAnswerThroughKillsAndATornFile() throws Exception {
        Random random = new Random(20261121);
        int half = TRIALS / MODELS;
        int before = simulator.conversations();

        killAt(random.nextInt(2 * PROBE, half - 2 * PROBE), "cut", run("--run-id", "cut"));
        Files.delete(program.path("checkpoints", "cut.json"));
        killAt(random.nextInt(half + 2 * PROBE, TRIALS - half / 2), "cut", run("--resume", "cut"));
        Files.writeString(program.path("results", "cut", "trials.jsonl"), "{\"key\":\"ab", StandardOpenOption.APPEND);
        Files.writeString(program.path("checkpoints", "cut.json"), "{\"comp");
        killAt(random.nextInt(TRIALS - half / 2, TRIALS - 2 * CONCURRENCY), "cut", run("--resume", "cut"));
        Result last = program.run("run", "--host", simulator.address(), "--resume");

        assertThat(last.exitCode()).as(last.err()).isZero();
        assertThat(last.err()).contains("Resuming run cut");
        assertSameAsWhole("cut");
        // What stood in the journal was never asked again.
        assertThat(tuples(program.trials("cut"))).doesNotHaveDuplicates();
        int again = simulator.conversations() - before - TRIALS - sessions("cut") * checks;
        assertThat(again).isLessThanOrEqualTo(3 * CONCURRENCY);
    }

    @Test
    void asksAtMostWhatWasInFlightAgainWhenItIsKilledInTheProbe() throws Exception {
        int before = simulator.conversations();
        killAt(random(PROBE), "probe", run("--run-id", "probe"));
        Result resumed = program.run(run("--resume", "probe"));

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertSameAsWhole("probe");
        assertThat(tuples(program.trials("probe"))).doesNotHaveDuplicates();
        int again = simulator.conversations() - before - TRIALS - sessions("probe") * checks;
        assertThat(again).isLessThanOrEqualTo(CONCURRENCY);
    }

    private static int random(int bound) {
        return new Random(7).nextInt(1, bound / 2);
    }

    /** Starts it, kills it once the journal has so many lines, and makes sure that it had not ended. */
    private static void killAt(int lines, String run, String... arguments) throws Exception {
        LaunchedProcess process = program.start(arguments);
        boolean reached = process.await(() -> program.trialCount(run) >= lines);
        assertThat(reached).as("alive at %d journal lines", lines).isTrue();
        process.kill();
        assertThat(program.trialCount(run)).isBetween(lines, TRIALS - 1);
    }

    private static void assertSameAsWhole(String run) throws IOException {
        JsonNode results = program.results(run);
        new ResultsSchema().check(results);
        assertThat(keys(program.trials(run))).isEqualTo(wholeKeys);
        assertThat(Program.scores(results)).isEqualTo(Program.scores(whole));
        assertThat(results.path("statistics")).isEqualTo(whole.path("statistics"));
        assertThat(program.checkpoint(run).path("completed")).hasSize(MODELS * 3 * 2);
        assertThat(program.checkpoint(run).path("remaining")).isEmpty();
        assertThat(results.path("metadata").path("state").asText()).isEqualTo("finished");
    }

    private static Set<String> keys(List<JsonNode> trials) {
        Set<String> keys = new TreeSet<>();
        trials.forEach(trial -> keys.add(trial.path("combination").asText() + " "
                + trial.path("item").asText() + " " + trial.path("key").asText()));
        return keys;
    }

    private static List<String> tuples(List<JsonNode> trials) {
        return trials.stream()
                .map(trial -> trial.path("combination").asText() + " "
                        + trial.path("item").asText() + " "
                        + trial.path("repeat").asText())
                .toList();
    }

    /** How often a model was made ready, over all invocations. */
    private static int sessions(String run) throws IOException {
        return program.manifest(run).path("loads").size();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void stopsWithinTwoSecondsAndSaysHowToGoOn(String signal, int code) throws Exception {
        LaunchedProcess process = program.startBehind(hearing(), run("--run-id", signal));
        assertThat(process.await(() -> program.trialCount(signal) >= 40)).isTrue();
        send(signal, process);
        boolean quick = process.endsWithin(Duration.ofSeconds(2));
        Result result = Program.checked(process.result());

        assertThat(quick).as("ended within two seconds").isTrue();
        assertThat(result.exitCode()).as(result.err()).isEqualTo(code);
        new ResultsSchema().check(program.results(signal));
        assertThat(program.manifest(signal).path("state").asText()).isEqualTo("interrupted");
        int saved = program.trials(signal).size();

        Matcher command = RESUME_COMMAND.matcher(result.err());
        assertThat(command.find()).as(result.err()).isTrue();
        Result resumed = program.run(command.group(1).split(" "));
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains(saved + " of " + TRIALS + " trials are reused");
        assertSameAsWhole(signal);
        assertThat(tuples(program.trials(signal))).doesNotHaveDuplicates();
    }

    /** A build in the background of a shell ignores Ctrl-C, and what it starts inherits that; a user's terminal does not. */
    private static List<String> hearing() {
        return Files.exists(Path.of("/proc/self")) ? List.of("env", "--default-signal=INT") : List.of();
    }

    private static void send(String signal, LaunchedProcess process) throws Exception {
        if (signal.equals("TERM")) {
            process.terminate();
        } else {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    @Test
    void asksOnlyWhatIsNewWhenARunGrows() throws Exception {
        String[] start = RunArguments.small()
                .with("--run-id", "grown")
                .with("--host", simulator.address())
                .with("--personalities", "baseline,cot")
                .with("--benchmarks", "arc_easy,gsm8k")
                .with("--limit", 10)
                .words();
        // Under baseline two requests an item (one a benchmark), under cot three.
        int looks = grow(start, 10 * 5);
        Set<String> first = new HashSet<>(tuples(program.trials("grown")));

        String[] more = {"run", "--host", simulator.address(), "--resume", "grown", "--limit", "14"};
        assertThat(grow(more, 4 * 5)).isEqualTo(looks);
        assertThat(new HashSet<>(tuples(program.trials("grown")))).hasSize(56).containsAll(first);

        String[] another = {
            "run", "--host", simulator.address(), "--resume", "grown", "--personalities", "technical_expert"
        };
        // Its reach has to be looked at as well.
        assertThat(grow(another, 14 * 2)).isBetween(looks, looks + 4);
        assertThat(tuples(program.trials("grown"))).hasSize(84).doesNotHaveDuplicates();
        assertThat(program.results("grown").path("combinations"))
                .hasSize(6)
                .allSatisfy(cell -> assertThat(cell.path("total").asInt()).isEqualTo(14));
    }

    /** Runs it, makes sure that it asked so many questions for trials, and returns how many others it asked. */
    private static int grow(String[] arguments, int questions) throws Exception {
        int before = simulator.chatRequests();
        int counted = program.path("results", "grown", "results.json").toFile().exists() ? requests() : 0;
        Result result = program.run(arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(requests() - counted).isEqualTo(questions);
        return simulator.chatRequests() - before - questions;
    }

    private static int requests() throws IOException {
        return program.results("grown").path("execution").path("requests").asInt();
    }
}
