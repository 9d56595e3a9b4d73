package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --concurrency auto} says, writes down and keeps. */
class MeasuredConcurrencyTest {

    private static final RunArguments SMALL =
            RunArguments.small().with("--personalities", "baseline,cot").without("--concurrency");

    @TempDir
    Path folder;

    private JsonNode manifest() {
        return EmbeddedProgram.in(folder).json("results/r/manifest.json");
    }

    @Test
    void saysInThePlanThatItWillBeMeasured() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            String[] plan = {"plan", "--models", "qwen2.5:0.5b", "--limit", "4", "--concurrency", "auto"};

            assertThat(program.run(plan).out())
                    .contains("Requests in flight: measured before each model's first trial, then held to its last");
            plan[plan.length - 1] = "4";
            assertThat(program.run(plan).out()).doesNotContain("Requests in flight");
        }
    }

    @Test
    void writesDownWhatIsHeldAndKeepsItOnResume() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server).with("MATRIX_CONCURRENCY", "auto");
            EmbeddedProgram.Ended first = program.run(SMALL.words());
            assertThat(first.code()).as(first.err()).isZero();
            assertThat(first.err()).contains("qwen2.5:0.5b is asked with 2 in flight: not measured, since only 8");
            assertThat(first.out()).contains("requests in flight, as measured: qwen2.5:0.5b 2");
            assertThat(manifest().at("/concurrency/0/in_flight").asInt()).isEqualTo(2);
            assertThat(manifest().at("/revisions/0/measured").asBoolean()).isTrue();

            EmbeddedProgram plain = EmbeddedProgram.in(folder).on(server);
            EmbeddedProgram.Ended second = plain.run("run", "--resume", "r", "--limit", "6");
            assertThat(second.code()).as(second.err()).isZero();
            assertThat(second.err())
                    .as("without an option the run goes on as it was")
                    .contains("qwen2.5:0.5b is asked with 2 in flight: as in the earlier invocations of this run");
            assertThat(manifest().at("/revisions/1/measured").asBoolean()).isTrue();
            assertThat(manifest().path("concurrency")).hasSize(1);
            assertThat(plain.json("results/r/results.json").at("/execution/concurrency"))
                    .isEqualTo(manifest().path("concurrency"));
        }
    }

    @Test
    void takesTheUsersWordOnResumeAndWarnsOfTheOtherBatch() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            assertThat(program.run(SMALL.words("--concurrency", "auto")).code()).isZero();

            EmbeddedProgram.Ended numbered = program.run("run", "--resume", "r", "--limit", "6", "--concurrency", "3");

            assertThat(numbered.code()).as(numbered.err()).isZero();
            assertThat(numbered.err())
                    .contains("qwen2.5:0.5b was asked with 2 requests in flight so far and is asked with 3 now");
            assertThat(manifest().at("/revisions/1/concurrency").asInt()).isEqualTo(3);
            assertThat(manifest().path("warnings").toString()).contains("--concurrency 2 keeps it");
        }
    }

    @Test
    void holdsTheNumberOfARunThatStartedWithOne() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            assertThat(program.run(SMALL.words("--concurrency", "5")).code()).isZero();

            assertThat(program.run("run", "--resume", "r", "--limit", "6").err())
                    .doesNotContain("in flight so far");
            assertThat(manifest().at("/revisions/1/concurrency").asInt()).isEqualTo(5);
            assertThat(program.run("run", "--resume", "r", "--limit", "8", "--concurrency", "auto")
                            .err())
                    .contains("qwen2.5:0.5b is asked with 5 in flight: as in the earlier invocations");
        }
    }

    @Test
    void readsManifestsOfATimeWhenNothingWasMeasured() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            assertThat(program.run(SMALL.words("--concurrency", "2")).code()).isZero();
            Path file = folder.resolve("results/r/manifest.json");
            JsonMapper json = JsonMapper.builder().build();
            ObjectNode old = (ObjectNode) json.readTree(file.toFile());
            old.remove("concurrency");
            ((ObjectNode) old.at("/revisions/0")).remove("measured");
            Files.writeString(file, json.writeValueAsString(old));
            Path results = folder.resolve("results/r/results.json");
            ObjectNode before = (ObjectNode) json.readTree(results.toFile());
            ((ObjectNode) before.path("execution")).remove("concurrency");
            ((ObjectNode) before.path("execution")).remove("probe_requests");
            Files.writeString(results, json.writeValueAsString(before));

            assertThat(program.run("report", "r").code()).isZero();
            EmbeddedProgram.Ended resumed = program.run("run", "--resume", "r", "--limit", "6");
            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertThat(program.json("results/r/results.json")
                            .at("/execution/probe_requests")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void refusesToMeasureWhereLmEvalAsks() {
        EmbeddedProgram.Ended refused =
                EmbeddedProgram.in(folder).with("MATRIX_CONCURRENCY", "auto").run(SMALL.words("--engine", "lm-eval"));

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--concurrency auto cannot be honoured", "--concurrency 4");
    }
}
