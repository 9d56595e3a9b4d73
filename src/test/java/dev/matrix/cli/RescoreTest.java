package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rescore} rebuilds, and when it refuses to. */
class RescoreTest {

    private static final String[] RUN =
            RunArguments.small().with("--personalities", "baseline,balanced").words();

    @TempDir
    Path folder;

    private EmbeddedProgram program() {
        return EmbeddedProgram.in(folder);
    }

    private JsonNode results() {
        return program().json("results/r/results.json");
    }

    private EmbeddedProgram.Ended run(String faults) {
        try (Simulator server =
                EmbeddedProgram.simulator(EmbeddedProgram.quick().withFaults(FaultPlan.parse(faults)))) {
            return program().on(server).run(RUN);
        }
    }

    @Test
    void endsWithOneWhenCombinationsFailedAndWritesTheResultsAllTheSame() throws IOException {
        run("chat:400#6-100");
        Files.delete(folder.resolve("results/r/results.json"));
        EmbeddedProgram.Ended ended = program().run("rescore", "r");
        assertThat(results().get("combinations").findValuesAsText("status")).contains("failed");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(program().run("rescore", "r", "--json").code()).isEqualTo(1);
    }

    @Test
    void endsWithZeroWhenNoneFailed() {
        EmbeddedProgram.Ended ran = run("");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(program().run("rescore", "r").code()).isZero();
    }

    @Test
    void comparesOnlyWithResultsThatCouldBeRead() throws IOException {
        run("");
        EmbeddedProgram.Ended same = program().run("rescore", "r");
        assertThat(same.err()).contains("0 combinations have another score than before.");
        Files.writeString(folder.resolve("results/r/results.json"), "{");
        EmbeddedProgram.Ended rebuilt = program().run("rescore", "r");
        assertThat(rebuilt.code()).isZero();
        assertThat(rebuilt.err())
                .contains("results.json was missing or could not be read: it is rebuilt")
                .doesNotContain("than before");
    }

    @Test
    void saysThatTheJournalIsMissing() throws IOException {
        run("");
        Files.delete(folder.resolve("results/r/trials.jsonl"));
        assertThat(program().run("rescore", "r").err())
                .contains("trials.jsonl is missing, so there is no reply to score");
    }

    @Test
    void refusesWhileAnotherProcessWritesTheRun() throws IOException {
        EmbeddedProgram.Ended ran = run("");
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode before = results();
        try (FileChannel channel = FileChannel.open(folder.resolve("results/r/lock"), StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            EmbeddedProgram.Ended ended = program().run("rescore", "r");
            assertThat(held.isValid()).isTrue();
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err())
                    .contains("Run r is being written by process ", "Try again when it has ended")
                    .hasLineCount(1);
        }
        assertThat(results()).isEqualTo(before);
    }
}
