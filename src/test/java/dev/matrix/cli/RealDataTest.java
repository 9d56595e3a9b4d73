package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.EmbeddedProgram;
import dev.matrix.EmbeddedProgram.Ended;
import dev.matrix.dataset.hub.HubPins;
import dev.matrix.dataset.hub.PinnedSet;
import dev.matrix.hub.HubRows;
import dev.matrix.hub.HubServer;
import dev.matrix.hub.HubServer.Fault;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands over a hub on this machine: rows of the published files where they are there, else made-up ones. */
class RealDataTest {

    @TempDir
    private static Path files;

    private static HubServer hub;

    /** As {@link #hub}, but HellaSwag is answered as the real one answers somebody without a token. */
    private static HubServer unknown;

    /** As {@link #unknown}, but without a reason. */
    private static HubServer closed;

    @TempDir
    Path folder;

    @BeforeAll
    static void fill() {
        hub = HubServer.start();
        unknown = HubServer.start().always("Rowan/hellaswag", Fault.status(401, "X-Error-Code", "RepoNotFound"));
        closed = HubServer.start().always("Rowan/hellaswag", Fault.status(401));
        put("gsm8k", HubRows.gsm8k(true), HubRows.gsm8k(false));
        put("arc_easy", HubRows.arcEasy(true), HubRows.arcEasy(false));
        put("truthfulqa_mc2", HubRows.truthfulQa());
        put("mmlu", HubRows.mmlu(true), HubRows.mmlu(false));
        hub.always("Rowan/hellaswag", Fault.status(451));
    }

    private static void put(String name, HubRows.File... rows) {
        PinnedSet set = HubPins.read().named(name).orElseThrow();
        for (HubRows.File file : rows) {
            byte[] bytes = file.bytes(files);
            for (HubServer server : List.of(hub, unknown, closed)) {
                server.put(set.repository(), set.revision().value(), file.path(), bytes);
            }
        }
    }

    @AfterAll
    static void stop() {
        List.of(hub, unknown, closed).forEach(HubServer::close);
    }

    private EmbeddedProgram program() {
        return EmbeddedProgram.in(folder)
                .with("MATRIX_DATA", "auto")
                .with("HF_ENDPOINT", hub.endpoint())
                .with("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    private static String[] run(String... more) {
        return Stream.concat(
                        Stream.of(
                                "run",
                                "--models",
                                "qwen2.5:0.5b",
                                "--personalities",
                                "baseline",
                                "--limit",
                                "3",
                                "--run-id",
                                "r",
                                "--yes"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void fetchesOnFirstUseAndRecordsWhatItUsed() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            Ended first = program().on(server).run(run("--benchmarks", "gsm8k,arc_easy"));

            assertThat(first.code()).as(first.err()).isZero();
            assertThat(first.err())
                    .containsSubsequence(
                            "Fetching gsm8k: openai/gsm8k at 740312add88f, ", " MB in 1 file, licence MIT, from ",
                            "Fetching arc_easy: allenai/ai2_arc", "licence CC-BY-SA-4.0")
                    .contains("not ee7b8da9e381df27b9e3f7758a159ab2bdaa4dbaa910546cbbc47e0cb44e4f59 as public code");
            JsonNode recorded =
                    program().json("results/r/manifest.json").get("benchmarks").get(0);
            assertThat(recorded.get("kind").asText()).isEqualTo("real");
            assertThat(recorded.get("origin").asText())
                    .isEqualTo("hf://datasets/openai/gsm8k@740312add88f781978c0658806c59bc2815b9866/"
                            + "main/test-00000-of-00001.parquet");
            assertThat(recorded.get("revision").asText()).isEqualTo("740312add88f781978c0658806c59bc2815b9866");
            assertThat(recorded.get("data_hash").asText()).hasSize(64);
            assertThat(recorded.get("available").asInt()).isEqualTo(1319);
            assertThat(program()
                            .json("results/r/manifest.json")
                            .at("/settings/data")
                            .asText())
                    .isEqualTo("auto");

            Ended offline = program().on(server).run("run", "--resume", "r", "--limit", "5", "--offline");
            assertThat(offline.code()).as(offline.err()).isZero();
            assertThat(offline.err()).contains("added: limit 5").doesNotContain("Fetching", "as public code");
        }
    }

    @Test
    void neverTakesTheSamplesInstead() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            Ended ended = program().on(server).run(run("--benchmarks", "gsm8k", "--offline"));

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err())
                    .startsWith("matrix: gsm8k (openai/gsm8k: main/test-00000-of-00001.parquet) is not in " + folder)
                    .contains(
                            "Or use --data bundled (the samples) or --data DIR (published files), or leave it out with"
                                    + " --skip-missing.");
            assertThat(folder.resolve("results")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "run"})
    void goesOnWithoutHellaSwagWhenTheHubHasItNoMore(String command) {
        try (Simulator server = EmbeddedProgram.simulator()) {
            Ended ended = program()
                    .on(server)
                    .run(command, "--models", "qwen2.5:0.5b", "--personalities", "baseline", "--limit", "1", "--yes");

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err())
                    .contains("hellaswag is left out: Rowan/hellaswag is not to be had from " + hub.endpoint())
                    .contains("takedown notice");
            assertThat(ended.out()).contains("truthfulqa_mc2").doesNotContain("(sample)");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countsARefusalWithoutATokenAsGone(boolean explained) {
        EmbeddedProgram program = program().with("HF_ENDPOINT", (explained ? unknown : closed).endpoint());
        try (Simulator server = EmbeddedProgram.simulator()) {
            Ended plan = program.on(server).run("plan", "--models", "qwen2.5:0.5b", "--limit", "1");
            Ended fetched = program.run("datasets", "fetch");

            assertThat(plan.code()).as(plan.err()).isZero();
            assertThat(plan.err())
                    .contains("hellaswag is left out: Rowan/hellaswag", "(answer 401)", "takedown notice");
            assertThat(fetched.code()).as(fetched.err()).isZero();
            assertThat(fetched.out().lines()).hasSize(7);
            assertThat(fetched.err()).contains("warning: hellaswag: Rowan/hellaswag is not to be had");
        }
    }

    @Test
    void goesOnOfflineWhenHellaSwagAloneIsNotCached() {
        program().run("datasets", "fetch");
        try (Simulator server = EmbeddedProgram.simulator()) {
            Ended all = program().on(server).run("plan", "--models", "qwen2.5:0.5b", "--limit", "1", "--offline");
            Ended named = program()
                    .on(server)
                    .run("plan", "--models", "qwen2.5:0.5b", "--benchmarks", "hellaswag", "--offline");

            assertThat(all.code()).as(all.err()).isZero();
            assertThat(all.err().lines().filter(line -> line.contains("hellaswag is left out: ")))
                    .singleElement()
                    .asString()
                    .contains("is not in", "being offline");
            assertThat(named.code()).isEqualTo(2);
        }
    }

    @Test
    void stopsWhenHellaSwagIsAskedForByName() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            Ended ended = program().on(server).run(run("--benchmarks", "hellaswag"));
            Ended skipped = program().on(server).run(run("--benchmarks", "gsm8k,hellaswag", "--skip-missing"));

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("takedown notice").contains("--data bundled");
            assertThat(skipped.code()).as(skipped.err()).isZero();
            assertThat(skipped.err()).contains("hellaswag is left out: ");
        }
    }

    @Test
    void demonstratesOnTheSamplesUnlessDataIsGiven() {
        EmbeddedProgram demo = program().with("MATRIX_DATA", "");
        Ended samples = demo.run(run("--demo", "--benchmarks", "gsm8k"));
        Ended real = demo.run(
                "run",
                "--demo",
                "--data",
                "auto",
                "--benchmarks",
                "gsm8k",
                "--limit",
                "1",
                "--personalities",
                "baseline",
                "--models",
                "qwen2.5:0.5b");

        assertThat(samples.code()).as(samples.err()).isZero();
        assertThat(samples.out()).contains("gsm8k", "(sample)");
        assertThat(samples.err()).doesNotContain("Fetching");
        assertThat(real.code()).as(real.err()).isZero();
        assertThat(real.err()).contains("Fetching gsm8k");
        assertThat(real.out()).doesNotContain("(sample)");
    }

    @Test
    void listsFetchesAndVerifies() throws IOException {
        JsonNode before = json(program().run("datasets", "list", "--json"));
        Ended fetched = program().run("datasets", "fetch", "gsm8k", "truthfulqa_mc2");
        JsonNode after = json(program().run("datasets", "list", "--json"));
        Ended verified = program().run("datasets", "verify", "gsm8k", "--json");

        assertThat(before.get("datasets")).hasSize(5);
        assertThat(before.at("/datasets/2/files/0/file").isNull()).isTrue();
        assertThat(before.at("/datasets/2/revision/state").asText()).isEqualTo("unproven");
        assertThat(fetched.code()).as(fetched.err()).isZero();
        assertThat(fetched.out().lines()).hasSize(3).allMatch(line -> line.endsWith(".parquet"));
        assertThat(after.at("/datasets/2/files/0/file").asText()).endsWith("/main/test-00000-of-00001.parquet");
        assertThat(program().run("datasets", "list").out())
                .containsPattern("gsm8k +openai/gsm8k +740312add88f +MIT +1,319 +\\d\\.\\d MB\n")
                .containsPattern("mmlu .* no\n");
        JsonNode test = new ObjectMapper().readTree(verified.out()).at("/datasets/0/files/0");
        assertThat(test.get("rows").asInt()).isEqualTo(1319);
        assertThat(test.get("verdict").asText()).isEqualTo(HubRows.hasPublished() ? "VERIFIED" : "DIFFERENT");
        assertThat(test.get("contents").asText()).isEqualTo(HubRows.hasPublished() ? "same" : "different");
        assertThat(verified.code()).isEqualTo(HubRows.hasPublished() ? 0 : 1);
    }

    @Test
    void saysWhatVerificationMissed() throws IOException {
        assertThat(program().run("datasets", "verify").code()).isEqualTo(1);
        program().run("datasets", "fetch", "gsm8k");
        assertThat(program().run("datasets", "verify", "gsm8k", "mmlu").code()).isEqualTo(1);
        try (Stream<Path> blobs = Files.list(folder.resolve("cache/huggingface/hub/datasets--openai--gsm8k/blobs"))) {
            for (Path blob : blobs.toList()) {
                Files.writeString(blob, "no table");
            }
        }

        Ended ended = program().run("datasets", "verify");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).containsPattern("gsm8k +main/test-00000-of-00001.parquet +damaged ");
        assertThat(ended.err()).contains("it is not a Parquet file, or it is cut");
    }

    @Test
    void saysWhichReceiptIsDamaged() throws IOException {
        program().run("datasets", "fetch", "truthfulqa_mc2");
        Path receipts = folder.resolve("cache/matrix/hub/truthfulqa--truthful_qa");
        try (Stream<Path> found = Files.walk(receipts)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, "{");
            }
        }

        Ended listed = program().run("datasets", "list");
        Ended verified = program().run("datasets", "verify");
        Ended fetched = program().run("datasets", "fetch", "truthfulqa_mc2");

        assertThat(List.of(listed, verified, fetched)).allSatisfy(ended -> {
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err())
                    .contains(receipts.toString(), "is damaged. Remove it")
                    .doesNotContain("defect");
        });
    }

    @Test
    void fetchesTheFourWhenHellaSwagIsGone() {
        Ended all = program().run("datasets", "fetch");
        Ended named = program().run("datasets", "fetch", "hellaswag");

        assertThat(all.code()).as(all.err()).isZero();
        assertThat(all.out().lines()).hasSize(7);
        assertThat(all.err()).contains("warning: hellaswag: Rowan/hellaswag is not to be had");
        assertThat(named.code()).isEqualTo(2);
        assertThat(named.err()).contains("matrix: hellaswag: Rowan/hellaswag is not to be had");
    }

    @Test
    void refusesAnUnknownSetAndAMissingVerb() {
        Ended unknown = program().run("datasets", "fetch", "gsm9k");
        Ended capital = program().run("datasets", "fetch", "GSM8K");
        Ended other = program().run("datasets", "fetch", "wikipedia");
        Ended none = program().run("datasets");
        Ended option = program().run("datasets", "list", "--nope");

        assertThat(List.of(unknown.code(), none.code(), option.code())).containsOnly(2);
        assertThat(unknown.err()).contains("There is no data set 'gsm9k'; did you mean 'gsm8k'?");
        assertThat(capital.err()).contains("There is no data set 'GSM8K'; did you mean 'gsm8k'?");
        assertThat(other.err()).contains("'wikipedia'; known are mmlu, hellaswag, gsm8k, arc_easy, truthfulqa_mc2.");
        assertThat(none.err()).contains("'matrix datasets list', 'fetch' or 'verify'", "'matrix datasets --help'");
        assertThat(option.err()).contains("See 'matrix datasets list --help'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "list", "fetch", "verify"})
    void explainsItselfWithAnExampleAndExitCodes(String verb) {
        Ended ended =
                verb.isEmpty() ? program().run("datasets", "--help") : program().run("datasets", verb, "--help");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("Example", "matrix datasets " + verb, "Exit codes: 0 done");
    }

    @Test
    void tellsTheDoctorWhatIsCached() {
        program().run("datasets", "fetch", "gsm8k");
        try (Simulator server = EmbeddedProgram.simulator()) {
            Ended ended = program().on(server).run("doctor");

            assertThat(ended.out())
                    .containsPattern(
                            "warning +data +gsm8k cached; not cached: mmlu, hellaswag, arc_easy, truthfulqa_mc2 in ")
                    .contains("'matrix datasets fetch' fetches them")
                    .containsPattern("ok +data cache +\\d+ MB free at ");
        }
    }

    private static JsonNode json(Ended ended) throws IOException {
        assertThat(ended.code()).as(ended.err()).isZero();
        return new ObjectMapper().readTree(ended.out());
    }

    @Test
    void namesTheOneFileThatCannotBeHad() {
        PinnedSet set = HubPins.read().named("gsm8k").orElseThrow();
        try (HubServer half = HubServer.start()) {
            HubRows.File test = HubRows.gsm8k(true);
            half.put(set.repository(), set.revision().value(), test.path(), test.bytes(files));

            Ended ended = program().with("HF_ENDPOINT", half.endpoint()).run("datasets", "fetch", "gsm8k");

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err())
                    .contains("(answer 404 for main/train-00000-of-00001.parquet)")
                    .doesNotContain("--data bundled");
        }
    }

    @Test
    void namesASetOnceWhereNothingIsFetched() {
        Ended ended = program().with("HF_HUB_OFFLINE", "1").run("datasets", "fetch", "gsm8k");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("matrix: gsm8k (openai/gsm8k: ")
                .doesNotContain("gsm8k: gsm8k", "--data bundled");
    }

    @Test
    void saysThatThereIsNothingToVerify() {
        Ended ended = program().run("datasets", "verify");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("nothing was verified. 'matrix datasets fetch' fetches it.");
    }
}
