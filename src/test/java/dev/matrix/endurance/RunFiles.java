package dev.matrix.endurance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run left in its directory, read without any class of the program, so that the two cannot share a mistake. */
final class RunFiles {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d,]*(?:\\.\\d+)?");

    private final Path directory;

    RunFiles(Path directory) {
        this.directory = directory;
    }

    boolean there() {
        return Files.exists(directory.resolve("manifest.json"));
    }

    JsonNode manifest() throws IOException {
        return json("manifest.json");
    }

    JsonNode results() throws IOException {
        return json("results.json");
    }

    private JsonNode json(String name) throws IOException {
        return MAPPER.readTree(directory.resolve(name).toFile());
    }

    /** The combinations of results.json by id, without what depends on the clock. */
    Map<String, JsonNode> combinations() throws IOException {
        Map<String, JsonNode> all = new TreeMap<>();
        for (JsonNode each : results().path("combinations")) {
            ((ObjectNode) each).remove("execution_time");
            all.put(each.path("id").asText(), each);
        }
        return all;
    }

    /** Every line of the journal in order. */
    List<JsonNode> lines() throws IOException {
        Path journal = directory.resolve("trials.jsonl");
        List<JsonNode> lines = new ArrayList<>();
        if (Files.exists(journal)) {
            for (String line : Files.readAllLines(journal)) {
                lines.add(MAPPER.readTree(line));
            }
        }
        return lines;
    }

    /** The line that counts of each trial that has one: its last. */
    Map<String, JsonNode> last() throws IOException {
        Map<String, JsonNode> last = new TreeMap<>();
        for (JsonNode line : lines()) {
            last.put(trial(line), line);
        }
        return last;
    }

    /** The models and benchmarks whose protocol is chosen. */
    Set<String> protocols() throws IOException {
        Set<String> chosen = new HashSet<>();
        if (there()) {
            manifest()
                    .path("protocols")
                    .forEach(each -> chosen.add(each.path("model").asText() + " "
                            + each.path("benchmark").asText()));
        }
        return chosen;
    }

    /** The model and the benchmark of a line. */
    static String protocol(JsonNode line) {
        String[] parts = line.path("combination").asText().split("/");
        return parts[0] + " " + parts[parts.length - 2];
    }

    /** Which trial a line belongs to. */
    static String trial(JsonNode line) {
        return line.path("combination").asText() + " " + line.path("item").asText() + " "
                + line.path("repeat").asInt() + " " + line.path("control").asText();
    }

    static boolean failed(JsonNode line) {
        for (JsonNode call : line.path("calls")) {
            if (!call.path("failure").isNull()) {
                return true;
            }
        }
        return line.path("calls").isEmpty();
    }

    /** How its deciding call ended: stop, length, repetition. */
    static String end(JsonNode line) {
        JsonNode calls = line.path("calls");
        String end = "stop";
        for (JsonNode call : calls) {
            String reason = call.path("done_reason").asText();
            if (!reason.equals("stop") && !(reason.equals("length") && oneToken(call))) {
                end = reason;
            }
        }
        return end;
    }

    private static boolean oneToken(JsonNode call) {
        return call.path("logprobs").size() == 1;
    }

    /** All that was said, call by call. */
    static List<String> texts(JsonNode line) {
        List<String> texts = new ArrayList<>();
        line.path("calls").forEach(call -> texts.add(call.path("text").asText()));
        return texts;
    }

    /** The gold answers by benchmark and item: a letter, or a number. */
    Map<String, String> gold() throws IOException {
        Map<String, String> gold = new HashMap<>();
        for (String line : Files.readAllLines(directory.resolve("items.jsonl"))) {
            JsonNode read = MAPPER.readTree(line);
            JsonNode answer = read.path("item").path("gold");
            if (!answer.isMissingNode()) {
                String text = answer.has("value")
                        ? plain(answer.path("value").asText())
                        : String.valueOf(
                                (char) ('A' + answer.path("correct").path(0).asInt()));
                gold.put(
                        read.path("benchmark").asText() + " "
                                + read.path("item").path("id").asText(),
                        text);
            }
        }
        return gold;
    }

    /** What the simulator's plain replies say: a letter as the whole of the last call, else the last number. */
    static String said(JsonNode line) {
        List<String> texts = texts(line);
        String last = texts.isEmpty() ? "" : texts.get(texts.size() - 1).strip();
        if (line.path("read_by").asText().equals("logprob")) {
            return last;
        }
        String number = "";
        for (Matcher found = NUMBER.matcher(last.replaceAll(", not \\d+", "")); found.find(); ) {
            number = plain(found.group().replace(",", ""));
        }
        return number;
    }

    private static String plain(String number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }
}
