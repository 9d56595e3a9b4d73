package dev.matrix.endurance;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command and looks at its process every 20 ms, as Linux shows it in /proc.
 *
 * @param directory where it is started; its output goes to program.log there
 */
record MeasuredProcess(Path directory) {

    private static final int LOOK_MILLIS = 20;
    private static final double TICKS_A_SECOND = 100;
    /** Fields of a stat file that stand behind the name in brackets: user and system time. */
    private static final int USER_TIME = 11;

    /**
     * What a process took.
     *
     * @param wallSeconds from its start to its end
     * @param cpuSeconds processor time
     * @param peakMegabytes most resident memory (VmHWM; 1 MB = 1,000,000 bytes)
     * @param writtenMegabytes what it gave to the system to be written, whichever file or pipe it was for
     * @param displaySeconds processor time of the thread that draws the live display
     */
    record Cost(
            double wallSeconds,
            double cpuSeconds,
            double peakMegabytes,
            double writtenMegabytes,
            double displaySeconds) {}

    /**
     * Runs it to its end.
     *
     * @param codes exit codes that are no failure
     * @throws IOException when it ends by another code
     */
    Cost run(List<String> command, Integer... codes) throws IOException, InterruptedException {
        Path log = directory.resolve("program.log");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        Path place = Path.of("/proc", Long.toString(process.pid()));
        Map<String, Double> display = new HashMap<>();
        double cpu = 0;
        double peak = 0;
        double written = 0;
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            cpu = Math.max(cpu, cpuSeconds(place.resolve("stat")));
            peak = Math.max(peak, field(place.resolve("status"), "VmHWM:") / 1e3 * 1.024);
            written = Math.max(written, field(place.resolve("io"), "wchar:") / 1e6);
            display(place.resolve("task"), display);
        }
        double wall = (System.nanoTime() - start) / 1e9;
        if (!List.of(codes).contains(process.exitValue())) {
            throw new IOException("exit code " + process.exitValue() + " of " + command + ":\n" + tail(log.toFile()));
        }
        return new Cost(
                wall,
                cpu,
                peak,
                written,
                display.values().stream().mapToDouble(Double::doubleValue).sum());
    }

    private static void display(Path tasks, Map<String, Double> seconds) throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                if (text(thread.resolve("comm")).strip().equals("progress")) {
                    seconds.merge(thread.toString(), cpuSeconds(thread.resolve("stat")), Math::max);
                }
            }
        } catch (java.nio.file.NoSuchFileException e) {
            // It has just ended.
        }
    }

    private static double cpuSeconds(Path stat) {
        String content = text(stat);
        String[] fields =
                content.substring(content.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length < USER_TIME + 2
                ? 0
                : (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) / TICKS_A_SECOND;
    }

    private static double field(Path file, String name) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    /** Empty once the process is gone. */
    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static String tail(File log) throws IOException {
        List<String> lines = Files.readAllLines(log.toPath());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}
