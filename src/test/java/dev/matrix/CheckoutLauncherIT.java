package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.LaunchedProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the shell launcher in a checkout, with a stand-in for Maven that notes each build and copies finished jars. */
class CheckoutLauncherIT {

    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >>"$BUILDS"
            [ -z "${BREAKS:-}" ] || { echo 'cannot find symbol'; exit 1; }
            mkdir -p target/lib && cp "$JARS"/*.jar target/lib/ && touch target/lib/matrix.jar
            """;

    @TempDir
    private Path temp;

    private Path checkout;
    private Path builds;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Files.createDirectories(temp.resolve("my work/matrix"));
        builds = temp.resolve("builds");
        Files.copy(LaunchedProcess.DISTRIBUTION.resolve("matrix"), checkout.resolve("matrix"));
        executable(checkout.resolve("matrix"));
        Files.createDirectories(checkout.resolve("src/main"));
        Files.createDirectories(checkout.resolve("personalities"));
        Files.createFile(checkout.resolve("pom.xml"));
        Path maven = Files.createDirectories(temp.resolve("bin")).resolve("mvn");
        Files.writeString(maven, MAVEN);
        executable(maven);
    }

    @Test
    void buildsOnTheFirstRunOnly() throws Exception {
        Result first = run(Map.of());
        Result second = run(Map.of());

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("matrix ").hasLineCount(1);
        assertThat(first.err()).isEqualTo("matrix: building (first run) ...\n");
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err()).isEmpty();
        assertThat(builds).hasContent("-q -B -Pquick package");
    }

    @Test
    void buildsAgainWhenACatalogueFileIsNewer() throws Exception {
        run(Map.of());
        Path personality = Files.createFile(checkout.resolve("personalities/mine.yaml"));
        Files.setLastModifiedTime(personality, FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(run(Map.of()).err()).isEqualTo("matrix: building (sources changed) ...\n");
    }

    @Test
    void twoFirstRunsBuildOnce() throws Exception {
        LaunchedProcess one = start(Map.of());
        LaunchedProcess other = start(Map.of());

        assertThat(List.of(one.result().exitCode(), other.result().exitCode())).containsOnly(0);
        assertThat(Files.readAllLines(builds)).hasSize(1);
    }

    @Test
    void takesTheLockOfADeadProcess() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock = Files.createDirectories(checkout.resolve("target/build.lock"));
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

        assertThat(run(Map.of()).exitCode()).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void showsTheOutputOfABuildThatFails() throws Exception {
        Result result = run(Map.of("BREAKS", "yes"));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("cannot find symbol").contains("matrix: the build failed");
        assertThat(checkout.resolve("target/build.lock")).doesNotExist();
    }

    @Test
    void saysInOneSentenceThatMavenIsMissing() throws Exception {
        Path empty = Files.createDirectories(temp.resolve("empty"));
        Result result = run(Map.of("PATH", empty.toString()));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("Maven is needed").hasLineCount(1);
    }

    private Result run(Map<String, String> environment) throws IOException, InterruptedException {
        return start(environment).result();
    }

    private LaunchedProcess start(Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of(
                "PATH", temp.resolve("bin") + ":/usr/bin:/bin",
                "BUILDS", builds.toString(),
                "JARS", LaunchedProcess.DISTRIBUTION.resolve("lib").toString()));
        all.putAll(environment);
        return LaunchedProcess.start(temp, List.of(checkout.resolve("matrix").toString(), "--version"), all);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
