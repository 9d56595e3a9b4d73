package dev.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.LaunchedProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Runs the very commands of docs/ci-example.yml, step by step, as a runner of GitHub Actions does. */
class CiExampleIT {

    /** Where the launcher keeps its class-data archive: one for all tests saves time. */
    @TempDir
    private static Path cache;

    @TempDir
    private Path checkout;

    private Path shared;

    /** A step of the job that runs commands. */
    private record Step(String name, String commands, boolean always) {}

    @BeforeEach
    void checkOut() throws IOException {
        Files.createSymbolicLink(
                checkout.resolve("matrix"),
                LaunchedProcess.DISTRIBUTION.resolve("matrix").toAbsolutePath());
        Path docs = Files.createDirectories(checkout.resolve("docs"));
        Files.copy(Path.of("docs/ci-thresholds.yaml"), docs.resolve("ci-thresholds.yaml"));
        shared = Files.createFile(checkout.resolve("github-env"));
    }

    private static List<Step> steps() throws IOException {
        Map<String, Object> workflow = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("docs/ci-example.yml")));
        Map<?, ?> job = (Map<?, ?>) ((Map<?, ?>) workflow.get("jobs")).get("prompts");
        List<Step> steps = new ArrayList<>();
        for (Object each : (List<?>) job.get("steps")) {
            Map<?, ?> step = (Map<?, ?>) each;
            if (step.containsKey("run")) {
                steps.add(new Step(
                        String.valueOf(step.get("name")),
                        String.valueOf(step.get("run")),
                        "always()".equals(step.get("if"))));
            }
        }
        return steps;
    }

    /** Exit code by step; after one that fails only those that always run are. */
    private Map<String, Result> job() throws IOException, InterruptedException {
        Map<String, Result> results = new HashMap<>();
        boolean failed = false;
        for (Step step : steps()) {
            if (!failed || step.always()) {
                Result result = run(step);
                failed |= result.exitCode() != 0;
                results.put(step.name(), result);
            }
        }
        return results;
    }

    private Result run(Step step) throws IOException, InterruptedException {
        Path script = Files.writeString(checkout.resolve("step.sh"), step.commands());
        Map<String, String> environment = new HashMap<>();
        environment.put("GITHUB_ENV", shared.toString());
        environment.put("XDG_CACHE_HOME", cache.toString());
        for (String line : Files.readAllLines(shared, UTF_8)) {
            environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return LaunchedProcess.start(checkout, List.of("bash", "-eo", "pipefail", script.toString()), environment)
                .result();
    }

    @Test
    void passesAsItStands() throws Exception {
        Map<String, Result> results = job();

        assertThat(results)
                .hasSize(3)
                .allSatisfy((step, result) -> assertThat(result.exitCode())
                        .as(step + ": " + result.err())
                        .isZero());
        assertThat(new ObjectMapper()
                        .readTree(checkout.resolve("results.json").toFile())
                        .at("/gate/passed")
                        .asBoolean())
                .isTrue();
        assertThat(results.get("Show what it found").out()).contains("ours", "gsm8k");
        assertThat(checkout.resolve("results/ci/trials.jsonl")).exists();
    }

    @Test
    void failsWhereAThresholdIsMissed() throws Exception {
        Path thresholds = checkout.resolve("docs/ci-thresholds.yaml");
        Files.writeString(
                thresholds, Files.readString(thresholds).replace("min_score_percent: 25", "min_score_percent: 100"));
        Map<String, Result> results = job();

        Result asked = results.get("Ask, and hold the answers against the thresholds");
        assertThat(asked.exitCode()).isEqualTo(1);
        assertThat(asked.err())
                .contains("matrix: docs/ci-thresholds.yaml:5: qwen2.5:0.5b/", "the 100.0 % that it must reach");
        assertThat(results.get("Show what it found").exitCode()).isZero();
    }
}
