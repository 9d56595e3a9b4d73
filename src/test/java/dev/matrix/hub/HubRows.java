package dev.matrix.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The rows of the five sets in the hub's columns: those of the published files where they lie beside the project, else made-up ones of the same number. The
 * rows of HellaSwag are always made up.
 */
public final class HubRows {

    /** Where the published files lie, if anywhere. */
    public static final Path PUBLISHED = Path.of(System.getProperty("matrix.sharedData", "../shared/data"));

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TEXT = "optional binary %s (STRING); ";
    private static final String TEXTS =
            "optional group %s (LIST) { repeated group list { optional binary element (STRING); } } ";
    private static final String LABELS =
            "optional group labels (LIST) { repeated group list { optional int32 element; } } ";

    private HubRows() {}

    /**
     * The rows of a file.
     *
     * @param schema in Parquet's notation
     */
    public record File(String path, String schema, List<ObjectNode> rows) {

        /** The file as Parquet. */
        public byte[] bytes(Path scratch) {
            try {
                Path made = Files.createTempFile(scratch, "rows", ".parquet");
                ParquetText.write(made, schema, rows);
                return Files.readAllBytes(made);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static boolean hasPublished() {
        return Files.isDirectory(PUBLISHED.resolve("mmlu"));
    }

    private static String schema(String... fields) {
        return "message schema { " + String.join("", fields) + "}";
    }

    public static File gsm8k(boolean test) {
        String schema = schema(TEXT.formatted("question"), TEXT.formatted("answer"));
        String path = "main/" + (test ? "test" : "train") + "-00000-of-00001.parquet";
        if (hasPublished()) {
            return new File(
                    path, schema, lines(PUBLISHED.resolve("gsm8k/" + (test ? "test.jsonl" : "train.jsonl.gz"))));
        }
        return new File(
                path,
                schema,
                made(
                        test ? 1319 : 7473,
                        i -> node("question", "How much is " + i + " and 1?")
                                .put("answer", "One more.\n#### " + (i + 1))));
    }

    public static File arcEasy(boolean test) {
        String schema = schema(
                TEXT.formatted("id"),
                TEXT.formatted("question"),
                "optional group choices { " + TEXTS.formatted("text") + TEXTS.formatted("label") + "} ",
                TEXT.formatted("answerKey"));
        String path = "ARC-Easy/" + (test ? "test" : "train") + "-00000-of-00001.parquet";
        if (hasPublished()) {
            String name = test ? "ARC-Easy-test.jsonl" : "ARC-Easy-train.labels-normalised.jsonl";
            return new File(path, schema, lines(PUBLISHED.resolve("arc_easy").resolve(name)));
        }
        return new File(path, schema, made(test ? 2376 : 2251, i -> {
            ObjectNode row = node("id", (test ? "T" : "S") + i).put("question", "Which is thing " + i + "?");
            ObjectNode choices = row.putObject("choices");
            texts(choices, "text", "one " + i, "two " + i, "three " + i, "four " + i);
            texts(choices, "label", "A", "B", "C", "D");
            return row.put("answerKey", "" + (char) ('A' + i % 4));
        }));
    }

    public static File mmlu(boolean test) {
        String schema = schema(
                TEXT.formatted("question"),
                TEXT.formatted("subject"),
                TEXTS.formatted("choices"),
                "optional int64 answer; ");
        String path = "all/" + (test ? "test" : "dev") + "-00000-of-00001.parquet";
        if (hasPublished()) {
            return new File(path, schema, mmluRows(test ? "test" : "dev"));
        }
        int each = test ? 14042 / 57 : 5;
        return new File(path, schema, made(test ? 14042 : 285, i -> {
            ObjectNode row = node("question", "Question " + i + (test ? "" : " of dev"));
            row.put("subject", "subject_" + Math.min(56, i / each));
            texts(row, "choices", "w" + i, "x" + i, "y" + i, "z" + i);
            return row.put("answer", i % 4);
        }));
    }

    public static File truthfulQa() {
        String targets = "optional group %s { " + TEXTS.formatted("choices") + LABELS + "} ";
        String schema =
                schema(TEXT.formatted("question"), targets.formatted("mc1_targets"), targets.formatted("mc2_targets"));
        String path = "multiple_choice/validation-00000-of-00001.parquet";
        if (!hasPublished()) {
            return new File(path, schema, made(817, i -> {
                ObjectNode row = node("question", "Is it true, number " + i + "?");
                for (String name : List.of("mc1_targets", "mc2_targets")) {
                    texts(row.putObject(name), "choices", "yes " + i, "no " + i, "never " + i);
                    ((ObjectNode) row.get(name))
                            .putArray("labels")
                            .add(1)
                            .add(0)
                            .add(0);
                }
                return row;
            }));
        }
        List<ObjectNode> rows = new ArrayList<>();
        for (JsonNode item : read(PUBLISHED.resolve("truthfulqa/mc_task.json"))) {
            ObjectNode row = node("question", item.get("question").asText());
            for (String name : List.of("mc1_targets", "mc2_targets")) {
                ArrayNode choices = row.putObject(name).putArray("choices");
                ArrayNode labels = ((ObjectNode) row.get(name)).putArray("labels");
                item.get(name).properties().forEach(entry -> {
                    choices.add(entry.getKey());
                    labels.add(entry.getValue());
                });
            }
            rows.add(row);
        }
        return new File(path, schema, rows);
    }

    /** Scenes of our own: nothing of the real set may be copied. */
    public static File hellaSwag(boolean validation) {
        String schema = schema(
                "optional int32 ind; ",
                TEXT.formatted("activity_label"),
                TEXT.formatted("ctx_a"),
                TEXT.formatted("ctx_b"),
                TEXT.formatted("ctx"),
                TEXTS.formatted("endings"),
                TEXT.formatted("source_id"),
                TEXT.formatted("split"),
                TEXT.formatted("split_type"),
                TEXT.formatted("label"));
        String path = "data/" + (validation ? "validation" : "train") + "-00000-of-00001.parquet";
        return new File(path, schema, made(validation ? 10042 : 39905, i -> {
            ObjectNode row = node("activity_label", "Counting").put("ind", i);
            row.put("ctx_a", "A child counts to " + i + ".").put("ctx_b", "the CHILD");
            row.put("ctx", "A child counts to " + i + ". the CHILD");
            texts(row, "endings", "goes on to " + (i + 1) + ".", "sleeps [title] soundly.", "eats  a plum.", "sings.");
            return row.put("source_id", "made~" + i)
                    .put("split", validation ? "val" : "train")
                    .put("split_type", "indomain")
                    .put("label", "" + i % 4);
        }));
    }

    private interface Row {
        ObjectNode of(int index);
    }

    private static List<ObjectNode> made(int count, Row row) {
        return IntStream.range(0, count).mapToObj(row::of).toList();
    }

    private static ObjectNode node(String name, String value) {
        return MAPPER.createObjectNode().put(name, value);
    }

    private static void texts(ObjectNode row, String name, String... texts) {
        ArrayNode list = row.putArray(name);
        List.of(texts).forEach(list::add);
    }

    private static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ObjectNode> lines(Path file) {
        try (InputStream stored = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(stored) : stored) {
            List<ObjectNode> rows = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank()) {
                    rows.add((ObjectNode) MAPPER.readTree(line));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ObjectNode> mmluRows(String split) {
        try (ZipFile zip = new ZipFile(PUBLISHED.resolve("mmlu/mmlu.zip").toFile())) {
            Map<String, ZipEntry> subjects = new TreeMap<>();
            zip.stream()
                    .filter(entry -> entry.getName().matches("data/" + split + "/.*_" + split + "\\.csv"))
                    .forEach(entry -> subjects.put(entry.getName().replaceAll(".*/|_" + split + "\\.csv", ""), entry));
            List<ObjectNode> rows = new ArrayList<>();
            for (Map.Entry<String, ZipEntry> subject : subjects.entrySet()) {
                try (InputStream in = zip.getInputStream(subject.getValue())) {
                    rows.addAll(mmluRows(subject.getKey(), in));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ObjectNode> mmluRows(String subject, InputStream in) throws IOException {
        List<ObjectNode> rows = new ArrayList<>();
        try (MappingIterator<String[]> lines = new CsvMapper()
                .readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .readValues(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
            while (lines.hasNext()) {
                String[] cells = lines.next();
                ObjectNode row = node("question", cells[0]).put("subject", subject);
                texts(row, "choices", cells[1], cells[2], cells[3], cells[4]);
                rows.add(row.put("answer", cells[5].charAt(0) - 'A'));
            }
        }
        return rows;
    }
}
