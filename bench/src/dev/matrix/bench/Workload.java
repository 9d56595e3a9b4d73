package dev.matrix.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is asked: word problems with a number as the answer, so that each trial is exactly one request, with and without chain of thought. Immutable.
 *
 * @param items in the benchmark
 */
record Workload(int items) {

    static final List<String> MODELS = List.of("qwen2.5:0.5b", "llama3.2:1b", "gemma2:2b");
    static final List<String> PERSONALITIES = List.of(
            "baseline", "technical_expert", "creative_thinker", "concise_analyst", "balanced", "high_context", "cot");
    static final String BENCHMARK = "bench";

    private static final List<String> THINGS =
            List.of("apples", "nails", "letters", "tiles", "bottles", "seeds", "tickets", "bricks");
    private static final List<String> PLACES =
            List.of("an orchard", "a workshop", "a post office", "a harbour", "a school", "a nursery");

    /** Trials of a run with so many items a combination. */
    static int trials(int limit) {
        return MODELS.size() * PERSONALITIES.size() * limit;
    }

    /** Writes the benchmark where a program started in this directory looks for it. */
    void writeTo(Path directory) throws IOException {
        Path benchmarks = Files.createDirectories(directory.resolve("benchmarks"));
        Files.writeString(benchmarks.resolve(BENCHMARK + ".yaml"), """
                name: bench
                title: Made-up sums
                answer: number
                data:
                  items: bench.jsonl
                """);
        List<String> lines = new ArrayList<>();
        Random random = new Random(20);
        for (int item = 0; item < items; item++) {
            lines.add(line(item, random));
        }
        Files.write(benchmarks.resolve(BENCHMARK + ".jsonl"), lines);
    }

    /** The first items of the file that was written into this folder. */
    static List<JsonNode> items(ObjectMapper json, Path benchmarks, int limit) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        for (String line :
                Files.readAllLines(benchmarks.resolve(BENCHMARK + ".jsonl")).subList(0, limit)) {
            items.add(json.readTree(line));
        }
        return items;
    }

    /** A question of about the length that such questions have, begun with its number so that no two are equal. */
    private static String line(int item, Random random) {
        int boxes = 3 + random.nextInt(40);
        int each = 4 + random.nextInt(60);
        int gone = 1 + random.nextInt(boxes * each - 1);
        String things = THINGS.get(random.nextInt(THINGS.size()));
        String question =
                "In delivery number %d, %s receives %d boxes with %d %s in each. On the way %d of the %s are lost or"
                                .formatted(
                                        item,
                                        PLACES.get(random.nextInt(PLACES.size())),
                                        boxes,
                                        each,
                                        things,
                                        gone,
                                        things)
                        + " broken, and nobody notices before the evening, when all boxes are opened and counted."
                        + " How many %s are left whole?".formatted(things);
        return "{\"question\": \"%s\", \"answer\": %d}".formatted(question, boxes * each - gone);
    }
}
