package dev.matrix.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@link SelfMeasurement} wrote down. */
record Marks(List<Mark> all) {

    /** The file's name in a directory. */
    static final String FILE = "marks";

    /**
     * A moment.
     *
     * @param name {@code question} or {@code end}
     * @param question its number
     * @param seconds since the virtual machine began
     */
    record Mark(String name, int question, double seconds, double cpuSeconds, double peakMegabytes) {}

    static Marks read(Path directory) throws IOException {
        List<Mark> marks = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve(FILE))) {
            String[] parts = line.split(" ", -1);
            marks.add(new Mark(
                    parts[0],
                    Integer.parseInt(parts[1]),
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]),
                    Double.parseDouble(parts[4]) * 1024 / 1e6));
        }
        return new Marks(marks);
    }

    Mark at(int question) {
        return all.stream()
                .filter(mark -> mark.name().equals("question") && mark.question() == question)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("question " + question + " was never asked"));
    }

    double cpuBetween(int from, int to) {
        return at(to).cpuSeconds() - at(from).cpuSeconds();
    }

    /** Seconds from the start of the virtual machine to the first question. */
    double first() {
        return at(1).seconds();
    }

    /** Seconds from the last mark at a question to the end of the command. */
    double toEnd() {
        return all.get(all.size() - 1).seconds() - all.get(all.size() - 2).seconds();
    }
}
