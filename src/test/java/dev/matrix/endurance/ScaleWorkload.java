package dev.matrix.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a million trials are made of: 10 models, 5 personalities, 2 benchmarks (a number and one of four letters) of 10,000 items each.
 *
 * @param items a benchmark
 */
record ScaleWorkload(int items) {

    static final int MODELS = 10;
    static final int FULL_ITEMS = 10_000;
    static final List<String> BENCHMARKS = List.of("sums", "letters");
    static final List<String> PERSONALITIES =
            List.of("baseline", "technical_expert", "creative_thinker", "concise_analyst", "balanced");

    int trials() {
        return MODELS * PERSONALITIES.size() * BENCHMARKS.size() * items;
    }

    static int sum(int item) {
        return 3 * item + 7;
    }

    /** The key's letter; every letter as often as the others. */
    static char letter(int item) {
        return "ABCD".charAt(item % 4);
    }

    /** Writes both benchmarks, and a personality that a run can be extended by, where a program started in this directory looks for them. */
    void writeTo(Path directory) throws IOException {
        Path benchmarks = Files.createDirectories(directory.resolve("benchmarks"));
        definition(benchmarks, "sums", "number");
        definition(benchmarks, "letters", "choice\noptions: source");
        List<String> sums = new ArrayList<>();
        List<String> letters = new ArrayList<>();
        for (int item = 0; item < FULL_ITEMS; item++) {
            sums.add(
                    "{\"question\": \"In delivery number %d there are %d boxes; %d more come. How many are there?\", \"answer\": %d}"
                            .formatted(item, item, 2 * item + 7, sum(item)));
            letters.add(("{\"question\": \"Which of these towns was counted in list number %d of the survey?\","
                            + " \"options\": [\"Ashford\", \"Burton\", \"Clifton\", \"Dunmore\"], \"answer\": \"%s\"}")
                    .formatted(item, letter(item)));
        }
        Files.write(benchmarks.resolve("sums.jsonl"), sums);
        Files.write(benchmarks.resolve("letters.jsonl"), letters);
    }

    private static void definition(Path benchmarks, String name, String answer) throws IOException {
        Files.writeString(
                benchmarks.resolve(name + ".yaml"),
                "name: %s%ntitle: Made-up %s%nanswer: %s%ndata:%n  items: %s.jsonl%n"
                        .formatted(name, name, answer, name));
    }
}
