package dev.matrix.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run left on disk, read from outside. Immutable.
 *
 * @param directory in which the program works
 * @param id of the run
 */
record CrashRun(Path directory, String id) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Path file(String name) {
        return directory.resolve("results").resolve(id).resolve(name);
    }

    /** True when there is something to resume. */
    boolean exists() {
        return Files.exists(file("manifest.json"));
    }

    /** True from the moment that the results are being written. */
    boolean hasResults() {
        return Files.exists(file("results.json.tmp")) || Files.exists(file("results.json"));
    }

    /** The journal's bytes; none when there is no journal yet. */
    byte[] journal() {
        try {
            return Files.exists(file("trials.jsonl")) ? Files.readAllBytes(file("trials.jsonl")) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole lines of a journal; what stands behind the last newline is none. */
    static List<String> lines(byte[] journal) {
        String text = new String(journal, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Whole lines so far. */
    int lineCount() {
        int count = 0;
        for (byte each : journal()) {
            count += each == '\n' ? 1 : 0;
        }
        return count;
    }

    /** How many lines each model has. */
    Map<String, Integer> linesByModel() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : lines(journal())) {
            String combination = JSON.readTree(line).path("combination").asText();
            counts.merge(combination.substring(0, combination.indexOf('/')), 1, Integer::sum);
        }
        return counts;
    }

    /** Combination, item, repeat, protocol and key of each line, sorted; a trial that stands there twice is there twice. */
    List<String> trials() throws IOException {
        List<String> trials = new ArrayList<>();
        for (String line : lines(journal())) {
            JsonNode trial = JSON.readTree(line);
            trials.add(String.join(
                    " ",
                    trial.path("combination").asText(),
                    trial.path("item").asText(),
                    trial.path("repeat").asText(),
                    trial.path("protocol").asText(),
                    trial.path("read_by").asText(),
                    trial.path("key").asText()));
        }
        trials.sort(null);
        return trials;
    }

    /** Every combination with its score and all its counts: everything that does not depend on a clock. */
    Map<String, JsonNode> scores() throws IOException {
        Map<String, JsonNode> scores = new TreeMap<>();
        for (JsonNode combination : json(file("results.json")).path("combinations")) {
            scores.put(
                    combination.path("id").asText(), ((ObjectNode) combination.deepCopy()).without("execution_time"));
        }
        return scores;
    }

    /** The block of means and comparisons. */
    JsonNode statistics() throws IOException {
        return json(file("results.json")).path("statistics");
    }

    /** What the manifest calls the run. */
    String state() throws IOException {
        return json(file("manifest.json")).path("state").asText();
    }

    /** How many combinations the checkpoint calls complete; -1 while there is none. */
    int completed() {
        Path checkpoint = checkpoint();
        try {
            return Files.exists(checkpoint) ? json(checkpoint).path("completed").size() : -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many combinations the checkpoint calls open. */
    int remaining() throws IOException {
        return json(checkpoint()).path("remaining").size();
    }

    private Path checkpoint() {
        return directory.resolve("checkpoints").resolve(id + ".json");
    }

    private static JsonNode json(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }
}
