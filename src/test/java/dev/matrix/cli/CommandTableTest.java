package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.matrix.EmbeddedProgram;
import dev.matrix.EmbeddedProgram.Ended;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines, good and bad: exit code, and what goes to which stream. Next to a server with the standard models and one finished run. */
class CommandTableTest {

    private static final String RUN =
            "run --models=qwen2.5:0.5b --benchmarks=arc_easy --personalities=baseline,cot" + " --limit=3 --run-id=";

    @TempDir
    private static Path folder;

    private static Simulator server;

    @BeforeAll
    static void runOnce() throws IOException {
        server = EmbeddedProgram.simulator();
        Files.writeString(folder.resolve("broken.yaml"), "limit: [1\n");
        Files.writeString(folder.resolve("wrong.yaml"), "limit: none\n");
        Files.writeString(folder.resolve("file"), "no directory\n");
        assertThat(matrix(RUN + "r").code()).isZero();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Ended matrix(String line) {
        return EmbeddedProgram.in(folder).on(server).run(words(line));
    }

    private static String[] words(String line) {
        return line.isEmpty() ? new String[0] : line.split(" ");
    }

    /** Everything in the working directory, by content. */
    private static Map<String, Long> files() throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                files.put(each.toString(), Files.isDirectory(each) ? -1 : Files.size(each));
            }
        }
        return files;
    }

    private static void refused(Ended ended, int code, String words) {
        assertThat(ended.code()).as(ended.err()).isEqualTo(code);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("matrix: ").contains(words).doesNotContain("\tat ", " at dev.matrix.");
        assertThat(ended.err().lines()).as("one sentence").hasSize(1);
    }

    @ParameterizedTest(name = "matrix {0}")
    @CsvSource(delimiter = '|', maxCharsPerColumn = 500, textBlock = """
            ''                                             | Say what to do
            nosuch                                         | nosuch
            rnu                                            | Unknown command 'rnu'; did you mean 'run'
            runn --limit 3                                 | Unknown command 'runn'; did you mean 'run'
            frobnicate                                     | Unknown command 'frobnicate'; known are run, plan
            report r --format pdf                          | --format
            datasets                                       | datasets list
            datasets lsit                                  | Unknown command 'lsit'; did you mean 'list'? See 'matrix datasets --help'.
            datasets nosuch                                | Unknown command 'nosuch'; known are
            datasets list --nosuch                         | --nosuch
            datasets fetch nosuch                          | nosuch
            datasets verify gsm8k nosuch                   | nosuch
            run --engine harness                           | --engine: must be native or lm-eval
            run --engine lm-eval --scoring logprob         | reads texts
            run --modles a                                 | Unknown option '--modles'; did you mean '--models'? See 'matrix run --help'.
            run --modles=a                                 | Unknown option '--modles'; did you mean '--models'?
            run --lmit 5                                   | Unknown option '--lmit'; did you mean '--limit'?
            run --zzzzzz                                   | Unknown option '--zzzzzz'. See
            run -x                                         | Unknown option '-x'. See
            run surplus                                    | 'matrix run' takes no argument 'surplus' here
            run --limit 5 --limit 6                        | --limit is given twice; give it once
            run --quiet --quiet                            | --quiet is given twice
            plan --limt 3                                  | Unknown option '--limt'; did you mean '--limit'?
            simulate --prot 3                              | Unknown option '--prot'; did you mean '--port'
            detect-models --nosuch                         | --nosuch
            personalities --nosuch                         | --nosuch
            benchmarks --nosuch                            | --nosuch
            show r --nosuch                                | --nosuch
            rescore r --nosuch                             | --nosuch
            runs --nosuch                                  | --nosuch
            merge a --run-id m --nosuch                    | --nosuch
            merge --run-id m                               | RUN
            merge a b                                      | --run-id
            merge nosuch --run-id m                        | There is no run 'nosuch'
            run --shard 0/3                                | --shard '0/3' is no part of a run
            doctor --nosuch                                | --nosuch
            simulate --nosuch                              | --nosuch
            run --host http://[::1]:9 --host http://[::1]:9/ | twice
            plan --host http://[::1]:9,http://[::1]:9/      | twice
            run --host ftp://box                           | ftp
            run --limit                                    | --limit
            run --limit 0                                  | --limit: must be a whole number of at least 1, or all, got '0'
            run --limit many                               | got 'many'
            run --limit 2.5                                | got '2.5'
            run --sample last                              | --sample: must be one of stratified, first
            run --fewshot -1                               | --fewshot
            run --temperatures 0,,1                        | --temperatures
            run --temperatures 2.1                         | --temperatures: must be numbers from 0 to 2
            run --repeats 0                                | --repeats
            run --seed x                                   | --seed
            run --think maybe                              | --think: must be on or off
            run --baseline-system full                     | --baseline-system: must be one of empty, vendor, none
            run --scoring best                             | --scoring: must be one of auto, logprob, generate
            run --concurrency 0                            | --concurrency
            run --concurrency 1025                         | from 1 to 1024
            run --concurrency most                         | --concurrency: must be a whole number from 1 to 1024, or auto, got 'most'
            run --concurrency auto --engine lm-eval        | --concurrency auto cannot be honoured
            run --max-missing 101                          | --max-missing
            run --sesoi 0                                  | --sesoi: must be a number of points, more than 0
            run --compare nosuch                           | --compare: 'nosuch' is none of the run's personalities
            run --compare baseline                         | --compare: baseline is what the others are compared with
            run --control --personalities balanced         | --control needs baseline among the personalities
            run --budget 2                                 | --budget: must be a time such as 2h, 1h30m, 90m or 45s
            run --budget 1h --engine lm-eval               | --budget cannot stop between two blocks
            run --stop-when never                          | --stop-when: must be one of end, decided, got 'never'
            run --stop-when decided --engine lm-eval       | --stop-when cannot stop between two blocks
            run --config nosuch.yaml                       | nosuch.yaml
            run --config broken.yaml                       | broken.yaml:
            run --config wrong.yaml                        | wrong.yaml:1
            run --personalities nosuch                     | unknown personality 'nosuch'
            run --personalities model:nosuch:1b            | ollama pull nosuch:1b
            run --benchmarks nosuch                        | unknown benchmark 'nosuch'
            run --benchmarks mmlu --data nowhere           | nowhere
            run --system-file nosuch.txt                   | nosuch.txt
            run --models nosuch:1b                         | Run 'ollama pull nosuch:1b'
            run --models nosuch:1b --json                  | Run 'ollama pull nosuch:1b'
            run --models nosuch:1b --dry-run               | Run 'ollama pull nosuch:1b'
            run --models qwen2.5:0.5b,nosuch:1b            | Run 'ollama pull nosuch:1b'
            plan --models nosuch:1b --json                 | Run 'ollama pull nosuch:1b'
            run --run-id r                                 | Resume it with --resume r
            run --run-id ../r                              | ../r
            run --resume nosuch                            | nosuch
            run --resume r --seed 7                        | --seed: run r has 42, the command line says 7
            run --resume r --limit 2                       | lower --limit
            run --resume r --run-id s                      | name two runs
            plan --resume r --seed 7 --json                | --seed
            detect-models --min small                      | --min 'small' is not a size
            detect-models --min 4b --max 1b                | --min 4b is larger than --max 1b
            personalities show                             | needs a name
            personalities show nosuch --json               | unknown personality 'nosuch'
            personalities sohw cot                         | takes 'list' or 'show NAME'
            benchmarks show                                | needs a name
            benchmarks show nosuch --json                  | unknown benchmark 'nosuch'
            benchmarks show mmlu --personality nosuch      | unknown personality 'nosuch'
            benchmarks show mmlu --data nowhere            | nowhere
            show                                           | RUN
            show nosuch --json                             | nosuch
            show r --most x                                | --most
            show r surplus                                 | surplus
            rescore                                        | RUN
            rescore nosuch --json                          | nosuch
            runs surplus                                   | surplus
            simulate --port 70000                          | --port
            simulate --port x                              | --port
            simulate --slots 0                             | --slots
            simulate --context 3                           | --context
            simulate --load-ms -1                          | --load-ms
            simulate --modes nosuch                        | nosuch
            simulate --faults chat:nosuch@1                | nosuch
            """)
    void refusesInOneSentence(String line, String words) throws IOException {
        Map<String, Long> before = files();
        refused(matrix(line), 2, words);
        assertThat(files()).as("nothing written").isEqualTo(before);
    }

    @ParameterizedTest(name = "matrix {0}")
    @ValueSource(
            strings = {
                "run",
                "run --json",
                "run --dry-run --json",
                "plan --json",
                "detect-models",
                "detect-models --json",
                "run --resume r --json"
            })
    void saysWhereNoServerIs(String line) throws IOException {
        int port = closedPort();
        Map<String, Long> before = files();
        Ended ended = EmbeddedProgram.in(folder)
                .with("OLLAMA_HOST", "127.0.0.1:" + port)
                .run(words(line));

        refused(ended, 3, "http://127.0.0.1:" + port);
        assertThat(ended.err()).contains("ollama serve");
        assertThat(files()).isEqualTo(before);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** An absent server is one finding among others, with its fix. */
    @ParameterizedTest
    @ValueSource(strings = {"doctor", "doctor --json"})
    void findsThatNoServerIsThere(String line) throws IOException {
        int port = closedPort();
        Ended ended = EmbeddedProgram.in(folder)
                .with("OLLAMA_HOST", "127.0.0.1:" + port)
                .run(words(line));

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.out()).contains("http://127.0.0.1:" + port, "ollama serve", "disk");
    }

    @Test
    void keepsThePasswordOfAProxyToItself() throws IOException {
        String address = server.address().replace("//", "//user:secret@");
        EmbeddedProgram program = EmbeddedProgram.in(folder).with("OLLAMA_HOST", address);
        Ended run = program.run(words(RUN + "proxied --host=" + address));
        Ended doctor = program.run("doctor", "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out() + run.err() + doctor.out() + doctor.err()).doesNotContain("secret");
        try (Stream<Path> all = Files.walk(folder.resolve("results/proxied"))) {
            assertThat(all.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("secret"));
        }
    }

    @ParameterizedTest(name = "matrix {0}")
    @CsvSource(delimiter = '|', textBlock = """
            --version                                  | matrix 1.2.3
            --help                                     | run --demo
            personalities                              | technical_expert
            personalities list                         | technical_expert
            personalities show technical_expert+cot    | after the item
            benchmarks                                 | truthfulqa_mc2
            benchmarks show mmlu                       | mmlu
            benchmarks show gsm8k --personality cot    | step by step
            detect-models                              | qwen2.5:0.5b
            detect-models --min 270m --max 4b          | qwen2.5:0.5b
            detect-models --all                        | qwen2.5:0.5b
            plan --limit 5                             | combinations
            run --dry-run --limit 5                    | combinations
            plan --resume r --limit 5                  | combinations
            show r                                     | qwen2.5:0.5b
            show r --personality cot --wrong --most 1  | ''
            show r --flips                             | ''
            rescore r                                  | results.json
            runs                                       | finished
            compare r r                                | Exploratory
            recommend r                                | FROM
            recompute                                  | not shown
            doctor                                     | concurrency
            completion                                 | matrix
            """)
    void answersOnStdout(String line, String words) {
        Ended ended = matrix(line);

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).contains(words);
        assertThat(ended.out() + ended.err()).doesNotContain("\u001b", "\tat ");
    }

    @ParameterizedTest(name = "matrix {0}")
    @CsvSource(delimiter = '|', textBlock = """
            run --resume r --json             | /results/qwen2.5:0.5b/cot/arc_easy/score
            run --dry-run --json --limit 5    | /combinations/0/id
            plan --json                       | /combinations/0/id
            detect-models --json              | /models/0/name
            personalities --json              | /personalities/0/name
            personalities show cot --json     | /wrapper
            benchmarks --json                 | /benchmarks/0/name
            benchmarks show gsm8k --json      | /name
            show r --json                     | ''
            rescore r --json                  | /results/qwen2.5:0.5b/cot/arc_easy/score
            runs --json                       | /runs/0/id
            compare r r --json                | /combinations/0/verdict
            recommend r --json                | /candidates/0/standing
            recompute --json                  | /studies/0/claims/0/verdict
            doctor --json                     | /findings/0/thing
            """)
    void printsOneJsonDocumentAndNothingElse(String line, String place) throws IOException {
        Ended ended = matrix(line);
        JsonNode document = JsonMapper.builder()
                .build()
                .readerFor(JsonNode.class)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readValue(ended.out());

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(document.at(place).isMissingNode()).as(place).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "plan",
                "detect-models",
                "personalities",
                "benchmarks",
                "show",
                "rescore",
                "compare",
                "recommend",
                "recompute",
                "runs",
                "merge",
                "doctor",
                "simulate"
            })
    void explainsEachCommandWithAnExampleAndItsExitCodes(String command) {
        Ended ended = matrix(command + " --help");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).contains("Usage: matrix " + command, "Example", "matrix " + command, "Exit codes:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:PORT",
                "http://127.0.0.1:PORT",
                "http://127.0.0.1:PORT/",
                ":PORT",
                "0.0.0.0:PORT",
                "\"127.0.0.1:PORT\"",
                " 127.0.0.1:PORT ",
                "http://user:secret@127.0.0.1:PORT"
            })
    void readsTheEnvironmentAsOllamasClientsDo(String form) {
        String port = server.address().substring(server.address().lastIndexOf(':') + 1);
        Ended ended = EmbeddedProgram.in(folder)
                .with("OLLAMA_HOST", form.replace("PORT", port))
                .run("doctor");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("http://127.0.0.1:" + port);
        assertThat(ended.out() + ended.err()).doesNotContain("secret");
    }

    @Test
    void takesTheFlagBeforeTheEnvironment() {
        EmbeddedProgram program = EmbeddedProgram.in(folder).with("OLLAMA_HOST", "127.0.0.1:1");

        assertThat(program.run("detect-models", "--host", server.address()).code())
                .isZero();
        assertThat(program.with("MATRIX_HOST", server.address())
                        .run("detect-models")
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "run --dry-run", "plan", "run --models nosuch:1b --skip-missing"})
    void touchesNothingWhereNoModelIsInRange(String line) throws IOException {
        Map<String, Long> before = files();
        try (Simulator large = EmbeddedProgram.simulator(EmbeddedProgram.quick()
                .withModels(EmbeddedProgram.quick().models().stream()
                        .filter(model -> model.name().startsWith("llama3.1"))
                        .toList()))) {
            Ended ended = EmbeddedProgram.in(folder).on(large).run(words(line));

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err()).contains("warning: ", "nothing to run");
            assertThat(large.statistics().chatRequests()).isZero();
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void showsAStackTraceOnlyWhenAskedTo() {
        Ended ended = matrix("run --models nosuch:1b -v");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("ollama pull nosuch:1b", "at dev.matrix.");
    }

    @Test
    void owesNobodyAStackTraceForADefectOfItsOwn() {
        EmbeddedProgram broken = EmbeddedProgram.in(folder).connecting((host, timeouts, concurrency) -> {
            throw new IllegalStateException("cable");
        });

        refused(broken.run("plan", "--json"), 70, "This is a defect of matrix");
        assertThat(broken.run("plan", "-v").err()).contains("cable", "at dev.matrix.");
    }

    @Test
    void endsWithOneWhereCombinationsFailed() {
        try (Simulator faulty = EmbeddedProgram.simulator(
                EmbeddedProgram.quick().withFaults(dev.matrix.simulator.FaultPlan.parse("chat:400@1")))) {
            Ended ended = EmbeddedProgram.in(folder).on(faulty).run(words(RUN + "failing"));

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out()).contains("failed 2");
            assertThat(ended.err()).contains("matrix run --resume failing");
        }
        assertThat(List.of(
                        matrix("run --resume failing").code(),
                        matrix("run --resume failing").code()))
                .containsExactly(0, 0);
    }

    @Test
    void keepsMissingTrialsApartFromFailedCombinationsUnlessItIsStrict() {
        String line = RUN.replace("--limit=3", "--limit=40");
        for (String strict : List.of("", " --strict")) {
            try (Simulator faulty = EmbeddedProgram.simulator(
                    EmbeddedProgram.quick().withFaults(dev.matrix.simulator.FaultPlan.parse("chat:400#40-41")))) {
                Ended ended = EmbeddedProgram.in(folder)
                        .on(faulty)
                        .run(words(line + "missing" + strict.length() + " --max-missing=20" + strict));

                assertThat(ended.code()).as(ended.err()).isEqualTo(strict.isEmpty() ? 0 : 1);
                assertThat(ended.err()).contains("not complete");
            }
        }
    }
}
