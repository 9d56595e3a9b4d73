package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.LaunchedProcess.Result;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What kill -9 costs, counted at the server: with N requests in flight at most N trials have to be asked again. Each trial here is exactly one request, read
 * from log-probabilities (arc_easy) or from text (gsm8k), so that requests without a line in the journal are trials that were lost.
 */
class KillIT {

    private static final int CONCURRENCY = 8;
    private static final int ITEMS = 40;
    private static final int TRIALS = 3 * 2 * ITEMS;
    private static final int KILLS = 5;
    /** Of the probe that chooses how letters are read: 8 items under two personalities. */
    private static final int PROBE = 16;

    @TempDir
    private static Path temp;

    private static SimulatorProcess simulator;
    private static Program program;
    /** Requests before the first trial of a session: they look at how prompts reach the model. */
    private static int checks;

    private static Set<String> whole;

    @BeforeAll
    static void runUninterrupted() throws Exception {
        program = Program.in(temp.resolve("work"), temp.resolve("cache"));
        simulator = SimulatorProcess.start(program, "--service-ms", "50", "--slots", String.valueOf(CONCURRENCY));
        Result result = program.run(run("--run-id", "whole"));
        assertThat(result.exitCode()).as(result.err()).isZero();
        checks = simulator.chatRequests() - TRIALS;
        whole = trials("whole");
        assertThat(whole).hasSize(TRIALS).anyMatch(line -> line.contains(" logprob "));
        assertThat(whole).anyMatch(line -> line.contains(" generate "));
    }

    @AfterAll
    static void stop() throws Exception {
        simulator.stop();
    }

    private static String[] run(String... more) {
        return RunArguments.small()
                .without("--run-id")
                .with("--host", simulator.address())
                .with("--personalities", "baseline,concise_analyst,technical_expert")
                .with("--benchmarks", "arc_easy,gsm8k")
                .with("--limit", ITEMS)
                .with("--concurrency", CONCURRENCY)
                .words(more);
    }

    /** Combination, item, protocol and key of each journal line. */
    private static Set<String> trials(String run) throws Exception {
        Set<String> trials = new TreeSet<>();
        for (JsonNode trial : program.trials(run)) {
            trials.add(String.join(
                    " ",
                    trial.path("combination").asText(),
                    trial.path("item").asText(),
                    trial.path("read_by").asText(),
                    trial.path("key").asText()));
        }
        return trials;
    }

    @Test
    void asksAtMostTheTrialsInFlightAgain() throws Exception {
        Random random = new Random(20261128);
        int start = simulator.settledChatRequests();
        int lost = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int before = program.trialCount("cut");
            int left = TRIALS - before;
            // The first one comes after the probe, so that every session has the same checks and no probe is repeated.
            int lines = before + (kill == 0 ? PROBE : 0) + random.nextInt(1, left / (KILLS - kill + 3));
            LaunchedProcess process = program.start(kill == 0 ? run("--run-id", "cut") : run("--resume", "cut"));
            assertThat(process.await(() -> program.trialCount("cut") >= lines))
                    .as("alive at %d journal lines", lines)
                    .isTrue();
            process.kill();

            int asked = simulator.settledChatRequests() - start - (kill + 1) * checks;
            int written = program.trialCount("cut");
            assertThat(written).isBetween(lines, TRIALS - 1);
            assertThat(asked - written - lost)
                    .as("kill %d at %d lines: trials that the server was asked and that are not kept", kill, written)
                    .isBetween(0, CONCURRENCY);
            lost = asked - written;
        }
        Result last = program.run(run("--resume", "cut"));

        assertThat(last.exitCode()).as(last.err()).isZero();
        assertThat(simulator.settledChatRequests() - start - (KILLS + 1) * checks)
                .as("what was lost was asked again, and nothing else")
                .isEqualTo(TRIALS + lost);
        assertThat(program.trials("cut")).hasSize(TRIALS);
        assertThat(trials("cut")).isEqualTo(whole);
    }
}
