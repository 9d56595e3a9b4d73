package dev.matrix.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the program and measures what the process costs. Thread-safe. */
final class ProgramProcess {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final int SAMPLE_MILLIS = 20;

    private final Path program;
    private final Path directory;
    private final Map<String, String> environment;

    ProgramProcess(Path program, Path directory) {
        this(program, directory, Map.of());
    }

    /** @param environment variables besides those of this process */
    ProgramProcess(Path program, Path directory, Map<String, String> environment) {
        this.program = program;
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    /**
     * What one process cost.
     *
     * @param wallSeconds from its start to its end
     * @param cpuSeconds user and system time of the launcher and the program together, as the kernel says at their end
     * @param peakMegabytes most resident memory (1 MB = 1,000,000 bytes), looked up every 20 ms
     */
    record Cost(double wallSeconds, double cpuSeconds, double peakMegabytes) {}

    /** Only the time from start to end. */
    double seconds(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        long start = System.nanoTime();
        Process process = builder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int code = process.waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        requireSuccess(code, arguments);
        return seconds;
    }

    /** All costs; output goes to a log in the working directory. */
    Cost cost(List<String> arguments) throws IOException, InterruptedException {
        File times = new File(directory.toFile(), "times");
        List<String> command = new ArrayList<>(List.of(
                "bash", "-c", "TIMEFORMAT='%U %S'; time \"$@\" >>program.log 2>&1", "bash", program.toString()));
        command.addAll(arguments);
        long start = System.nanoTime();
        Process shell = builder(command).redirectError(times).start();
        long peak = 0;
        while (!shell.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakKilobytes(shell));
        }
        double wall = (System.nanoTime() - start) / 1e9;
        requireSuccess(shell.exitValue(), arguments);
        String[] cpu = Files.readString(times.toPath()).strip().split(" ");
        double seconds = Double.parseDouble(cpu[0]) + Double.parseDouble(cpu[1]);
        return new Cost(wall, seconds, peak * 1024 / 1e6);
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private void requireSuccess(int code, List<String> arguments) throws IOException {
        if (code != 0) {
            throw new IOException("exit code " + code + " of " + program + " " + String.join(" ", arguments)
                    + "; what it said is in " + directory + "/program.log");
        }
    }

    /** The launcher replaces itself by the program, so the shell's only child is what is measured. */
    private static long peakKilobytes(Process shell) {
        Optional<ProcessHandle> child = shell.toHandle().children().findFirst();
        if (child.isEmpty()) {
            return 0;
        }
        try {
            Matcher peak = PEAK.matcher(
                    Files.readString(Path.of("/proc", Long.toString(child.get().pid()), "status")));
            return peak.find() ? Long.parseLong(peak.group(1)) : 0;
        } catch (IOException e) {
            // It has just ended.
            return 0;
        }
    }
}
