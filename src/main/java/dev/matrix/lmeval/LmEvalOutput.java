package dev.matrix.lmeval;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lm-eval wrote: checked against what it was asked, since it ends with exit code 0 even where it could not save anything.
 *
 * @param version of lm-eval, as it says itself
 * @param gitHash as it says itself; null when it does not
 * @param samples one an item, in the order of the tasks
 * @param metrics its own metrics by task and by lm-eval's names, e.g. {@code exact_match,strict-match}; a null is lm-eval's N/A
 * @param taskVersions by task
 */
public record LmEvalOutput(
        String version,
        @Nullable String gitHash,
        List<LmEvalSample> samples,
        Map<String, Map<String, @Nullable Double>> metrics,
        Map<String, String> taskVersions) {

    /** What it wrote is not what was asked. */
    static final class IncompleteException extends Exception {

        private static final long serialVersionUID = 1L;

        IncompleteException(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    static LmEvalOutput read(LmEvalOrder order) throws IncompleteException {
        Path results = only(order.output(), "results_", ".json")
                .orElseThrow(() -> new IncompleteException("lm-eval ended with exit code 0 but wrote no results file"));
        JsonNode document = LmEvalJson.parse(text(results));
        List<LmEvalSample> samples = new ArrayList<>();
        for (LmEvalTasks.Leaf leaf : order.tasks().leaves()) {
            int effective = document.path("n-samples")
                    .path(leaf.name())
                    .path("effective")
                    .asInt(-1);
            if (effective != leaf.items().size()) {
                throw new IncompleteException("lm-eval asked " + effective + " questions of " + leaf.name()
                        + ", the plan has " + leaf.items().size());
            }
            samples.addAll(samples(order, leaf));
        }
        JsonNode hash = document.path("git_hash");
        return new LmEvalOutput(
                document.path("lm_eval_version").asText(),
                hash.isTextual() ? hash.textValue() : null,
                samples,
                metrics(document),
                texts(document.path("versions")));
    }

    private static List<LmEvalSample> samples(LmEvalOrder order, LmEvalTasks.Leaf leaf) throws IncompleteException {
        Path file = only(order.output(), "samples_" + leaf.name() + "_2", ".jsonl")
                .orElseThrow(() -> new IncompleteException("lm-eval wrote no samples file for " + leaf.name()));
        Map<Integer, List<JsonNode>> rows = new TreeMap<>();
        for (String line : text(file).split("\n")) {
            JsonNode row = LmEvalJson.parse(line);
            if (row.hasNonNull("doc_id")) {
                rows.computeIfAbsent(row.path("doc_id").asInt(), id -> new ArrayList<>())
                        .add(row);
            }
        }
        List<LmEvalSample> samples = new ArrayList<>();
        for (int id = 0; id < leaf.items().size(); id++) {
            List<JsonNode> found = rows.get(id);
            if (found == null) {
                throw new IncompleteException("lm-eval's samples file for " + leaf.name() + " has no question " + id);
            }
            samples.add(sample(leaf, id, found));
        }
        return samples;
    }

    /** A question has one row for each filter. */
    private static LmEvalSample sample(LmEvalTasks.Leaf leaf, int id, List<JsonNode> rows) {
        JsonNode first = rows.get(0);
        Map<String, String> readings = new LinkedHashMap<>();
        Map<String, Double> matches = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            String filter = row.path("filter").asText();
            readings.put(filter, row.path("filtered_resps").path(0).asText());
            matches.put(filter, row.path("exact_match").asDouble());
        }
        return new LmEvalSample(
                leaf.items().get(id),
                first.path("arguments").path("gen_args_0").path("arg_0").path(0).asText(),
                first.path("resps").path(0).path(0).asText(),
                readings,
                matches);
    }

    private static Map<String, Map<String, @Nullable Double>> metrics(JsonNode document) {
        Map<String, Map<String, @Nullable Double>> metrics = new LinkedHashMap<>();
        for (String part : List.of("results", "groups")) {
            document.path(part).properties().forEach(task -> {
                Map<String, @Nullable Double> values = new LinkedHashMap<>();
                task.getValue().properties().stream()
                        .filter(entry -> entry.getKey().contains(","))
                        .forEach(entry -> values.put(
                                entry.getKey(),
                                entry.getValue().isNumber() ? entry.getValue().doubleValue() : null));
                if (!values.isEmpty()) {
                    metrics.put(task.getKey(), values);
                }
            });
        }
        return metrics;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** The newest file of that name, in the one directory that lm-eval makes for a model. */
    private static Optional<Path> only(Path output, String start, String end) {
        if (!Files.isDirectory(output)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.walk(output, 2)) {
            return found.filter(file -> file.getFileName().toString().startsWith(start)
                            && file.getFileName().toString().endsWith(end))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String text(Path file) throws IncompleteException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IncompleteException(
                    "lm-eval's file " + file.getFileName() + " cannot be read: " + e.getMessage());
        }
    }
}
