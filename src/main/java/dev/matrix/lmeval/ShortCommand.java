package dev.matrix.lmeval;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Runs a command that says one short thing and ends. Thread-safe. */
final class ShortCommand {

    private final LongSupplier nanoTime;

    ShortCommand(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What it writes; empty when it cannot be started, fails, or takes too long. */
    Optional<String> output(List<String> command, Duration patience) {
        Path out = null;
        try {
            out = Files.createTempFile("matrix-command", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                new ProcessTree(process, nanoTime).kill();
                return Optional.empty();
            }
            return process.exitValue() == 0
                    ? Optional.of(Files.readString(out, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            delete(out);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A leftover of a few bytes among the temporary files harms nobody.
        }
    }
}
