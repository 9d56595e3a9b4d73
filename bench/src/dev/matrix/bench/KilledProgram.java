package dev.matrix.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The program as a process that is killed where it stands, or left to end. Linux only. Not thread-safe. */
final class KilledProgram {

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path log;

    private KilledProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it in a directory; what it says is added to a log there. */
    static KilledProgram start(Path program, Path directory, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Path log = directory.resolve("program.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        return new KilledProgram(process, log);
    }

    /** Waits for something to happen; false when the program ended before that. */
    boolean await(BooleanSupplier event) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!event.getAsBoolean()) {
            if (process.waitFor(1, TimeUnit.MILLISECONDS)) {
                return event.getAsBoolean();
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly().waitFor();
                throw new IOException("nothing happened for " + PATIENCE_SECONDS + " s; see " + log);
            }
        }
        return true;
    }

    /** True once the launcher has replaced itself by the virtual machine, under the same process id. */
    boolean isJava() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "comm"))
                    .strip()
                    .equals("java");
        } catch (IOException e) {
            // It has ended.
            return false;
        }
    }

    /** Waits so long, but not beyond the program's end. */
    void live(int millis) throws InterruptedException {
        boolean unused = process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** SIGKILL to the virtual machine itself. False when it had ended already. */
    boolean kill() throws InterruptedException {
        if (!isJava()) {
            return false;
        }
        return process.destroyForcibly().waitFor() == 128 + 9;
    }

    /** Waits for its end and returns its exit code. */
    int end() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException("it did not end within " + PATIENCE_SECONDS + " s; see " + log);
        }
        return process.exitValue();
    }
}
