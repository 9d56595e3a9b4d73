package dev.matrix.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The five standard benchmarks with 100 items each, made from the bundled samples by asking some of them again under other names. */
record ReportWorkload(Path home) {

    static final int ITEMS = 100;

    private static final Pattern ID = Pattern.compile("\"id\": *\"([^\"]+)\"");

    /** Writes them where a program started in this directory looks for benchmarks. */
    void writeTo(Path directory) throws IOException {
        Path benchmarks = Files.createDirectories(directory.resolve("benchmarks"));
        Path samples = Files.createDirectories(benchmarks.resolve("samples"));
        for (Path file : files(home.resolve("benchmarks"), ".yaml")) {
            Files.copy(file, benchmarks.resolve(file.getFileName()));
        }
        for (Path file : files(home.resolve("benchmarks/samples"), ".jsonl")) {
            List<String> lines = Files.readAllLines(file);
            boolean shots = file.toString().endsWith(".shots.jsonl");
            Files.write(samples.resolve(file.getFileName()), shots ? lines : repeated(lines));
        }
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> repeated(List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        for (int i = lines.size(); i < ITEMS; i++) {
            String line = lines.get(i % lines.size());
            all.add(ID.matcher(line).replaceFirst("\"id\": \"$1-" + (i / lines.size() + 1) + "\""));
        }
        return all;
    }
}
