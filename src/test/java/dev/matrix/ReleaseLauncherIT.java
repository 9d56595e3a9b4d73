package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.LaunchedProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the shell launcher of the unzipped release as a user does, from a directory whose name holds spaces. */
class ReleaseLauncherIT {

    @TempDir
    private Path temp;

    private Path home;
    private Path launcher;
    private Path cache;

    @BeforeEach
    void unpack() throws IOException {
        home = temp.resolve("my programs/matrix v1");
        cache = temp.resolve("cache");
        launcher = home.resolve("matrix");
        LaunchedProcess.copyTree(LaunchedProcess.DISTRIBUTION, home);
    }

    @Test
    void printsOnlyTheVersionOnStdout() throws Exception {
        Result first = run(List.of(launcher.toString(), "--version"), Map.of());
        Result second = run(List.of(launcher.toString(), "--version"), Map.of());

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).matches("matrix \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\n");
        assertThat(second).isEqualTo(first);
        assertThat(second.err()).isEmpty();
    }

    @Test
    void worksThroughSymbolicLinks() throws Exception {
        Path bin = Files.createDirectories(temp.resolve("bin"));
        Path absolute = Files.createSymbolicLink(bin.resolve("absolute"), launcher);
        Path relative = Files.createSymbolicLink(bin.resolve("relative"), Path.of("absolute"));

        assertThat(run(List.of(absolute.toString(), "--version"), Map.of()).exitCode())
                .isZero();
        assertThat(run(List.of(relative.toString(), "--version"), Map.of()).exitCode())
                .isZero();
    }

    @Test
    void passesTheExitCodeOfTheProgramOn() throws Exception {
        Result result = run(List.of(launcher.toString(), "--no-such-option"), Map.of());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("--no-such-option");
    }

    @Test
    void passesArgumentsUnchanged() throws Exception {
        Result result = run(List.of(launcher.toString(), "no-such a  b *'\"$HOME é"), Map.of());

        assertThat(result.err()).contains("no-such a  b *'\"$HOME é");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "xx_YY.ISO-8859-1"})
    void readsArgumentsAndPathsAsUtf8InAnyLocale(String locale) throws Exception {
        Path place = Files.createDirectories(temp.resolve("répertoire"));
        Files.writeString(place.resolve("é.txt"), "très");
        List<String> command = List.of(
                launcher.toString(),
                "run",
                "--demo",
                "--limit",
                "1",
                "--models",
                "qwen2.5:0.5b",
                "--benchmarks",
                "mmlu",
                "--personalities",
                "baseline",
                "--system",
                "a=très",
                "--system-file",
                "b=é.txt",
                "--run-id",
                "r");
        Result result = LaunchedProcess.start(
                        place, command, Map.of("LC_ALL", locale, "XDG_CACHE_HOME", cache.toString()))
                .result();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(Files.readString(place.resolve("results/r/manifest.json")))
                .contains("\"très\"")
                .doesNotContain("\uFFFD");
    }

    @Test
    void keepsOneClassDataArchiveForTheCurrentJar() throws Exception {
        run(List.of(launcher.toString(), "--version"), Map.of());
        List<Path> before = archives();
        Files.setLastModifiedTime(home.resolve("lib/matrix.jar"), FileTime.fromMillis(1_700_000_000_000L));
        Result result = run(List.of(launcher.toString(), "--version"), Map.of());

        assertThat(before).hasSize(1);
        assertThat(archives()).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(result.out()).startsWith("matrix ").hasLineCount(1);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void runsWithoutAnyPlaceForAnArchive() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));
        Result result = run(List.of(launcher.toString(), "--version"), Map.of("XDG_CACHE_HOME", file.toString()));

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).hasLineCount(1);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void saysInOneSentenceThatJavaIsMissing() throws Exception {
        Path bin = Files.createDirectories(temp.resolve("empty"));
        Result result = run(List.of(launcher.toString(), "--version"), Map.of("PATH", bin.toString(), "JAVA_HOME", ""));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("Java 17 or newer is needed").hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void refusesAnOldJava() throws Exception {
        Path old = Files.createDirectories(temp.resolve("old/bin"));
        Files.writeString(temp.resolve("old/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");
        Files.copy(launcher, old.resolve("java"), StandardCopyOption.COPY_ATTRIBUTES);
        Result result = run(
                List.of(launcher.toString(), "--version"),
                Map.of("JAVA_HOME", temp.resolve("old").toString()));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("11.0.2").hasLineCount(1);
    }

    @Test
    void letsTheUserChangeTheVirtualMachinesOptions() throws Exception {
        Result result =
                run(List.of(launcher.toString(), "--version"), Map.of("MATRIX_JAVA_OPTS", "-Xmx64m -XshowSettings:vm"));

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("64.00M");
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("matrix"))) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    private Result run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        return LaunchedProcess.start(temp, command, environment).result();
    }
}
