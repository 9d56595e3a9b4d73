package dev.matrix.endurance;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process finds out about itself while it asks: a line {@code name questions seconds cpu_seconds peak_kB} at each mark. */
final class SelfMeasurement implements AutoCloseable {

    private final PrintWriter file;
    private final int every;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    private int last;

    /** @param every so many questions a mark is made, besides the first */
    SelfMeasurement(Path file, int every) throws IOException {
        this.file = new PrintWriter(Files.newBufferedWriter(file));
        this.every = every;
    }

    /** A question is about to be answered. */
    void question(int number) {
        if (number == 1 || number % every == 0) {
            write("question", number);
        }
    }

    /** The command has ended. */
    void end() {
        write("end", last);
    }

    private synchronized void write(String name, int number) {
        last = number;
        file.printf(
                "%s %d %.3f %.3f %d%n",
                name,
                number,
                (System.currentTimeMillis() - started) / 1e3,
                system.getProcessCpuTime() / 1e9,
                peakKilobytes());
        file.flush();
    }

    private static long peakKilobytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
