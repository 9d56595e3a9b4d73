package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.EmbeddedProgram;
import dev.matrix.simulator.ServiceTime;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the summary says of the differences that it shows. */
class SummaryNoiseTest {

    @TempDir
    Path folder;

    @Test
    void judgesAMeanOverBenchmarksByTheSizeOfEach() throws IOException {
        sums("few", 4);
        sums("many", 36);

        String out = run("few,many");

        // 196 x sqrt(.2 / 4 + .2 / 36) / 2; from 40 pooled items it would be 14.
        assertThat(out).contains("n = 4 to 36 a benchmark: differences under 23 points are noise");
        assertThat(out).contains(" tokens/s a request");
    }

    @Test
    void countsTheItemsOfOneBenchmark() throws IOException {
        sums("sums", 40);

        assertThat(run("sums")).contains("n = 40: differences under 14 points are noise");
    }

    @Test
    void namesTheSettingOfItsTableAndTheRepeats() throws IOException {
        sums("sums", 4);

        assertThat(run("sums", "--temperatures", "0,0.7,1", "--repeats", "2"))
                .contains(
                        "scores at setting t0; 2 other settings (t0.7, t1) are in results.json; each score is the mean"
                                + " over 2 repeats\n");
        assertThat(run("sums")).doesNotContain("setting", "repeats");
    }

    private String run(String benchmarks, String... more) {
        try (Simulator server = EmbeddedProgram.simulator(
                EmbeddedProgram.quick().withServiceTime(ServiceTime.fixed(Duration.ofMillis(5))))) {
            EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder)
                    .on(server)
                    .run(Stream.concat(
                                    Stream.of(
                                            "run",
                                            "--models",
                                            "qwen2.5:0.5b",
                                            "--personalities",
                                            "baseline,balanced",
                                            "--benchmarks",
                                            benchmarks),
                                    Stream.of(more))
                            .toArray(String[]::new));
            assertThat(ended.code()).as(ended.err()).isZero();
            return ended.out();
        }
    }

    private void sums(String name, int items) throws IOException {
        Path data = Files.createDirectories(folder.resolve("benchmarks")).resolve(name + ".jsonl");
        Files.writeString(
                data,
                IntStream.range(0, items)
                        .mapToObj(i -> "{\"id\": \"" + i + "\", \"question\": \"How much is " + i
                                + " and 5?\", \"answer\": \"" + (i + 5) + "\"}\n")
                        .collect(Collectors.joining()));
        Files.writeString(data.resolveSibling(name + ".yaml"), "answer: number\ndata: {items: " + name + ".jsonl}\n");
    }
}
