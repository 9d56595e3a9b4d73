package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.LaunchedProcess.Result;
import dev.matrix.dataset.hub.HubPins;
import dev.matrix.dataset.hub.PinnedSet;
import dev.matrix.hub.HubRows;
import dev.matrix.hub.HubServer;
import dev.matrix.hub.HubServer.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program and a hub on this machine: a whole run over the real sets' files, and what processes do to each other and to a disk. */
class HubIT {

    @TempDir
    private static Path temp;

    private HubServer hub;

    @BeforeEach
    void start() {
        hub = HubServer.start();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private void put(String name, HubRows.File... files) {
        PinnedSet set = HubPins.read().named(name).orElseThrow();
        for (HubRows.File file : files) {
            hub.put(set.repository(), set.revision().value(), file.path(), file.bytes(temp));
        }
    }

    private Program program(String name) throws IOException {
        return Program.in(temp.resolve(name), temp.resolve("cache"))
                .with("HF_ENDPOINT", hub.endpoint())
                .with("HF_HOME", temp.resolve(name + "-hf").toString());
    }

    private static Path blobs(String name) {
        return temp.resolve(name + "-hf/hub/datasets--openai--gsm8k/blobs");
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void runsOverTheFiveRealSetsAndAgainWithoutTheHub() throws Exception {
        put("mmlu", HubRows.mmlu(true));
        put("hellaswag", HubRows.hellaSwag(true));
        put("gsm8k", HubRows.gsm8k(true));
        put("arc_easy", HubRows.arcEasy(true));
        put("truthfulqa_mc2", HubRows.truthfulQa());
        Program program = program("whole");
        SimulatorProcess simulator = SimulatorProcess.start(program, "--service-ms", "0", "--load-ms", "0");
        try {
            String[] run = {
                "run",
                "--host",
                simulator.address(),
                "--models",
                "qwen2.5:0.5b",
                "--personalities",
                "baseline",
                "--limit",
                "4",
                "--data",
                "auto",
                "--json",
                "--run-id"
            };
            Result online = program.run(with(run, "online"));
            JsonNode results = Program.json(online);
            int asked = hub.seen().size();
            Result offline = program.with("HF_HUB_OFFLINE", "1").run(with(run, "offline"));

            assertThat(online.exitCode()).as(online.err()).isZero();
            assertThat(online.err())
                    .containsSubsequence(
                            "Fetching mmlu: cais/mmlu at c30699e8356d, ",
                            "Fetching hellaswag: Rowan/hellaswag at 218ec52e09a7, ",
                            "Fetching gsm8k: ",
                            "Fetching arc_easy: ",
                            "Fetching truthfulqa_mc2: ");
            assertThat(results.at("/metadata/data/mmlu/kind").asText()).isEqualTo("real");
            assertThat(results.at("/metadata/data/hellaswag/available").asInt()).isEqualTo(10_042);
            assertThat(results.toString()).doesNotContain("(sample)");
            assertThat(offline.exitCode()).as(offline.err()).isZero();
            assertThat(hub.seen()).hasSize(asked);
            for (int set = 0; set < 5; set++) {
                JsonNode before = program.manifest("online").get("benchmarks").get(set);
                assertThat(before.get("revision").asText()).matches("[0-9a-f]{40}");
                assertThat(program.manifest("offline").get("benchmarks").get(set))
                        .isEqualTo(before);
            }
        } finally {
            simulator.stop();
        }
    }

    private static String[] with(String[] arguments, String last) {
        return Stream.concat(Stream.of(arguments), Stream.of(last)).toArray(String[]::new);
    }

    @Test
    void goesOnWhereAKilledProcessStopped() throws Exception {
        put("gsm8k", HubRows.gsm8k(true), HubRows.gsm8k(false));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        hub.storageFaults(Fault.held(begun, go));
        Program program = program("killed");
        LaunchedProcess first = program.start("datasets", "fetch", "gsm8k");
        try {
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(first.await(() -> files(blobs("killed")).stream()
                            .anyMatch(file -> file.toFile().length() > 0)))
                    .isTrue();
        } finally {
            first.kill();
            go.countDown();
        }
        assertThat(files(blobs("killed"))).allMatch(file -> file.toString().endsWith(".incomplete"));

        Result second = program.run("datasets", "fetch", "gsm8k");

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(hub.seen()).extracting(HubServer.Seen::range).anyMatch(range -> range.matches("bytes=\\d+-"));
        assertThat(files(blobs("killed")))
                .hasSize(2)
                .noneMatch(file -> file.toString().endsWith(".incomplete"));
    }

    @Test
    void twoProcessesShareOneDownload() throws Exception {
        put("gsm8k", HubRows.gsm8k(true), HubRows.gsm8k(false));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        hub.storageFaults(Fault.held(begun, go));
        Program program = program("shared");
        LaunchedProcess first = program.start("datasets", "fetch", "gsm8k");
        LaunchedProcess second = program.start("datasets", "fetch", "gsm8k");
        try {
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            // Both have asked for both files, so that one waits for the other or is about to.
            assertThat(second.await(() -> hub.seen().stream()
                                    .filter(seen -> seen.method().equals("HEAD"))
                                    .count()
                            == 4))
                    .isTrue();
        } finally {
            go.countDown();
        }

        assertThat(first.result().exitCode()).isZero();
        assertThat(second.result().exitCode()).isZero();
        assertThat(hub.gets("storage")).isEqualTo(2);
    }

    @Test
    void saysThatTheDiskTakesNoMore() throws Exception {
        put("gsm8k", HubRows.gsm8k(true), HubRows.gsm8k(false));
        Program program = program("full");
        program.run("--version"); // the launcher's archive is larger than the limit
        List<String> limit = List.of("bash", "-c", "ulimit -f 100; exec \"$@\"", "limited");

        Result full = Program.checked(
                program.startBehind(limit, "datasets", "fetch", "gsm8k").result());
        Result later = program.run("datasets", "fetch", "gsm8k");

        assertThat(full.exitCode()).isEqualTo(2);
        assertThat(full.err())
                .contains("cannot be written to " + blobs("full"), "Free some space there, or set HF_HUB_CACHE");
        assertThat(later.exitCode()).as(later.err()).isZero();
        assertThat(files(blobs("full"))).hasSize(2);
    }
}
