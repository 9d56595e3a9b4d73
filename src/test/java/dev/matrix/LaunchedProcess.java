package dev.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A launcher that runs as a process of its own, with both streams kept apart in files. */
final class LaunchedProcess {

    /** The assembled program, as a user unzips it. */
    static final Path DISTRIBUTION = Path.of(System.getProperty("matrix.home"));

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(3);
    private static final int LOOKS = 20_000;

    private final Process process;
    private final Path out;
    private final Path err;

    private LaunchedProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts a command in a directory, with nothing on stdin, the tests' own Java, and a cache beside it.
     *
     * @param environment what to set on top of that
     */
    static LaunchedProcess start(Path directory, List<String> command, Map<String, String> environment)
            throws IOException {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MATRIX_") || name.startsWith("LC_"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().keySet().removeIf(name -> name.startsWith("HF_"));
        // A test that says nothing of data must not reach for the network.
        builder.environment().put("MATRIX_DATA", "bundled");
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        return new LaunchedProcess(process, out, err);
    }

    long pid() {
        return process.pid();
    }

    /** True when it ended within the given time. */
    boolean endsWithin(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), MILLISECONDS);
    }

    /** SIGTERM: it may end in its own way. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL: it ends where it stands. Returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until something has happened, looking every few milliseconds; false when the process ended before it had, or when a minute was not enough. */
    boolean await(BooleanSupplier event) throws InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            if (event.getAsBoolean()) {
                return true;
            }
            if (endsWithin(BETWEEN_LOOKS)) {
                return event.getAsBoolean();
            }
        }
        return false;
    }

    /** True once it has said so on stderr. */
    boolean hasSaid(String words) {
        return read(err).contains(words);
    }

    /** The first line on stdout, once it is complete. */
    String firstLine() throws IOException, InterruptedException {
        assertThat(await(() -> read(out).contains("\n")))
                .as("a line on stdout; stderr: %s", read(err))
                .isTrue();
        return read(out).lines().findFirst().orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end, at most a minute, and returns what came of it. */
    Result result() throws IOException, InterruptedException {
        boolean ended = process.waitFor(60, SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("the launcher ended").isTrue();
        return new Result(process.exitValue(), read(out), read(err));
    }

    /** Copies a directory with its files' times and permissions. */
    static void copyTree(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(
                    file -> copyFile(file, to.resolve(from.relativize(file).toString())));
        }
    }

    private static void copyFile(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a process ended and all that it wrote. */
    record Result(int exitCode, String out, String err) {}
}
