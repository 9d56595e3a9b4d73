package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.LaunchedProcess.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The packaged program as a user calls it, in a working directory, with the files that it leaves there. */
final class Program {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path directory;
    private final Map<String, String> environment;

    private Program(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /**
     * The program in a directory, which is made.
     *
     * @param cache where the launcher keeps its class-data archive: one for several directories saves time
     */
    static Program in(Path directory, Path cache) throws IOException {
        return new Program(Files.createDirectories(directory), Map.of("XDG_CACHE_HOME", cache.toString()));
    }

    /** The same with one more environment variable. */
    Program with(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(environment);
        more.put(name, value);
        return new Program(directory, more);
    }

    LaunchedProcess start(String... arguments) throws IOException {
        return startBehind(List.of(), arguments);
    }

    /** Starts it by way of another command. */
    LaunchedProcess startBehind(List<String> prefix, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(LaunchedProcess.DISTRIBUTION.resolve("matrix").toString());
        command.addAll(List.of(arguments));
        return LaunchedProcess.start(directory, command, environment);
    }

    /** Runs it to its end. Whatever it is asked, pipes get no stack trace and no control sequences. */
    Result run(String... arguments) throws IOException, InterruptedException {
        return checked(start(arguments).result());
    }

    static Result checked(Result result) {
        assertThat(result.out() + result.err())
                .doesNotContain(
                        "\u001b",
                        "\r",
                        "\tat ",
                        " at dev.matrix.",
                        "Exception in thread",
                        "This is a defect of matrix");
        return result;
    }

    /** What a run with {@code --json} printed; it must be one document and nothing else. */
    static JsonNode json(Result result) throws IOException {
        assertThat(result.exitCode()).as(result.err()).isLessThan(2);
        return MAPPER.readerFor(JsonNode.class)
                .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readValue(result.out());
    }

    Path path(String first, String... more) {
        return directory.resolve(Path.of(first, more));
    }

    void write(String file, String content) throws IOException {
        Files.createDirectories(path(file).getParent());
        Files.writeString(path(file), content);
    }

    JsonNode results(String run) throws IOException {
        return document(path("results", run, "results.json"));
    }

    /** A JSON file. */
    static JsonNode document(Path file) throws IOException {
        return MAPPER.readTree(file.toFile());
    }

    /** Every combination of a results file with everything that does not depend on the clock. */
    static Map<String, JsonNode> scores(JsonNode results) {
        Map<String, JsonNode> scores = new TreeMap<>();
        for (JsonNode combination : results.path("combinations")) {
            scores.put(
                    combination.path("id").asText(), ((ObjectNode) combination.deepCopy()).without("execution_time"));
        }
        return scores;
    }

    JsonNode manifest(String run) throws IOException {
        return MAPPER.readTree(path("results", run, "manifest.json").toFile());
    }

    JsonNode checkpoint(String run) throws IOException {
        return MAPPER.readTree(path("checkpoints", run + ".json").toFile());
    }

    /** The journal line by line. */
    List<JsonNode> trials(String run) throws IOException {
        List<JsonNode> trials = new ArrayList<>();
        for (String line : Files.readAllLines(path("results", run, "trials.jsonl"))) {
            trials.add(MAPPER.readTree(line));
        }
        return trials;
    }

    /** Complete lines in the journal of a run; 0 when there is none yet. */
    int trialCount(String run) {
        Path journal = path("results", run, "trials.jsonl");
        if (!Files.exists(journal)) {
            return 0;
        }
        try {
            String text = Files.readString(journal, StandardCharsets.ISO_8859_1);
            return (int) text.chars().filter(character -> character == '\n').count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names in the working directory, except what the tests themselves put there. */
    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.matches("(out|err)\\d+\\.txt"))
                    .sorted()
                    .toList();
        }
    }
}
