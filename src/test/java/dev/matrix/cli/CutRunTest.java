package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a resume makes of a run whose process ended anywhere. */
class CutRunTest {

    /** Prime, so that the cuts fall everywhere in a line; each byte is tried by the journal's own tests. */
    private static final int STRIDE = 61;

    @TempDir
    Path folder;

    private Simulator server;

    @BeforeEach
    void startServer() {
        server = EmbeddedProgram.simulator();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private EmbeddedProgram.Ended command(String... arguments) {
        EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).on(server).run(arguments);
        assertThat(ended.code()).as(ended.err()).isZero();
        return ended;
    }

    private Path file(String name) {
        return folder.resolve("results/r").resolve(name);
    }

    private JsonNode scores() {
        ArrayNode combinations = (ArrayNode) EmbeddedProgram.in(folder)
                .json("results/r/results.json")
                .get("combinations")
                .deepCopy();
        combinations.forEach(each -> ((ObjectNode) each).remove("execution_time"));
        return combinations;
    }

    private List<String> keys() throws IOException {
        return Files.readAllLines(file("trials.jsonl")).stream()
                .map(line -> line.substring(0, line.indexOf("\"repeat\"")))
                .sorted()
                .toList();
    }

    @Test
    void asksOnlyWhatACutInTheLastTwoLinesTook() throws IOException {
        command(RunArguments.small()
                .with("--personalities", "baseline,cot")
                .with("--benchmarks", "arc_easy,gsm8k")
                .words());
        byte[] whole = Files.readAllBytes(file("trials.jsonl"));
        List<String> lines = Files.readAllLines(file("trials.jsonl"));
        JsonNode scores = scores();
        List<String> keys = keys();
        int from = String.join("\n", lines.subList(0, lines.size() - 2)).getBytes(StandardCharsets.UTF_8).length + 1;
        for (int cut = from; cut < whole.length; cut += STRIDE) {
            Files.write(file("trials.jsonl"), Arrays.copyOf(whole, cut));
            int left = (int) new String(whole, 0, cut, StandardCharsets.ISO_8859_1)
                    .chars()
                    .filter(character -> character == '\n')
                    .count();

            EmbeddedProgram.Ended resumed = command("run", "--resume", "r");

            assertThat(resumed.err())
                    .as("cut at byte %d", cut)
                    .contains(left + " of " + lines.size() + " trials are reused; asked again: 0 failed, 0 stale")
                    .doesNotContain("cannot be read");
            assertThat(Files.readAllLines(file("trials.jsonl")))
                    .as("cut at byte %d", cut)
                    .startsWith(lines.subList(0, left).toArray(String[]::new));
            assertThat(keys()).as("cut at byte %d", cut).isEqualTo(keys);
            assertThat(scores()).as("cut at byte %d", cut).isEqualTo(scores);
        }
    }

    /** As if the process had ended in the probe: some of its replies are there, its outcome is not. */
    private void forgetTheProtocolAfter(int lines) throws IOException {
        Files.write(
                file("trials.jsonl"), Files.readAllLines(file("trials.jsonl")).subList(0, lines));
        ObjectNode manifest = (ObjectNode) EmbeddedProgram.in(folder).json("results/r/manifest.json");
        manifest.putArray("protocols");
        manifest.put("state", "running");
        JsonMapper.builder().build().writeValue(file("manifest.json").toFile(), manifest);
    }

    private long trialsAsked(String... arguments) {
        long before = server.statistics().chatRequests();
        command(arguments);
        return server.statistics().chatRequests() - before;
    }

    @Test
    void goesOnWithAProbeThatWasCutShort() throws IOException {
        String[] run = RunArguments.small()
                .with("--personalities", "baseline,technical_expert")
                .with("--benchmarks", "arc_easy")
                .with("--limit", 10)
                .words();
        long whole = trialsAsked(run);
        JsonNode scores = scores();
        List<String> keys = keys();
        forgetTheProtocolAfter(5);

        assertThat(trialsAsked("run", "--resume", "r")).isEqualTo(whole - 5);
        assertThat(keys()).isEqualTo(keys);
        assertThat(scores()).isEqualTo(scores);
    }

    /** Where every personality reasons, the probe asks a baseline that is not part of the plan. */
    @Test
    void goesOnWithTheProbeOfABaselineThatIsNotPlanned() throws IOException {
        String[] run = RunArguments.small()
                .with("--personalities", "cot")
                .with("--benchmarks", "arc_easy")
                .with("--limit", 10)
                .words();
        long whole = trialsAsked(run);
        List<String> keys = keys();
        assertThat(keys).hasSize(8 + 10);
        forgetTheProtocolAfter(6);

        assertThat(trialsAsked("run", "--resume", "r")).isEqualTo(whole - 6);
        assertThat(keys()).isEqualTo(keys);
    }

    @Test
    void asksAProbeAgainWhoseQuestionsHaveChanged() throws IOException {
        String[] run = RunArguments.small()
                .with("--benchmarks", "arc_easy")
                .with("--limit", 10)
                .words();
        long whole = trialsAsked(run);
        forgetTheProtocolAfter(5);
        List<String> stale = Files.readAllLines(file("trials.jsonl")).stream()
                .map(line -> line.replaceFirst("\"key\":\"....", "\"key\":\"0000"))
                .toList();
        Files.write(file("trials.jsonl"), stale);

        assertThat(trialsAsked("run", "--resume", "r")).isEqualTo(whole);
    }

    @Test
    void goesOnWhenTheClockWasSetBack() throws IOException {
        Instant now = Instant.parse("2026-11-28T12:00:00Z");
        String[] run = RunArguments.small().words();
        assertThat(at(now).run(run).code()).isZero();
        EmbeddedProgram.Ended resumed = at(now.minus(Duration.ofDays(400))).run("run", "--resume", "r", "--limit", "6");

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("4 of 6 trials are reused");
        JsonNode results = EmbeddedProgram.in(folder).json("results/r/results.json");
        assertThat(results.path("combinations").path(0).path("total").asInt()).isEqualTo(6);
        assertThat(results.path("execution").path("wall_seconds").asDouble()).isNotNegative();
        assertThat(command("runs").out()).contains("finished");
        assertThat(command("rescore", "r").err()).doesNotContain("warning");
    }

    private EmbeddedProgram at(Instant now) {
        return EmbeddedProgram.in(folder).on(server).dated(Clock.fixed(now, ZoneOffset.UTC));
    }
}
