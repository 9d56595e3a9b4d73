package dev.matrix.lmeval;

import dev.matrix.domain.MatrixException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what one process of lm-eval reads: its configuration, its tasks and their data. */
final class RunFiles {

    static final String CONFIG = "config.yaml";
    static final String LOG = "lm-eval.log";
    private static final String TASKS = "tasks";
    private static final String DATA = "data";
    private static final int USUAL_SHOTS_SEED = 1234;

    private final LmEvalOrder order;

    RunFiles(LmEvalOrder order) {
        this.order = order;
    }

    /** Writes everything anew; the cache of an earlier attempt stays. */
    void write() {
        try {
            for (Path stale : List.of(order.output(), directory(TASKS), directory(DATA), datasets())) {
                delete(stale);
            }
            Files.createDirectories(directory(TASKS));
            Files.createDirectories(directory(DATA));
            for (LmEvalTasks.Leaf leaf : order.tasks().leaves()) {
                write(leaf);
            }
            write(order.tasks().group());
            ReadingModule.FILE.write(directory(TASKS));
            PythonFile.STARTER.write(order.directory());
            Files.writeString(order.directory().resolve(CONFIG), LmEvalJson.yaml(config()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw storage(e);
        }
    }

    /** Removes what only lm-eval's own libraries needed. */
    void tidy() {
        try {
            delete(datasets());
        } catch (IOException e) {
            // A few files more than needed lie in the run's directory.
        }
    }

    /** Where lm-eval's library for data sets keeps its copies: never in the user's own cache. */
    Path datasets() {
        return order.directory().resolve("datasets");
    }

    private Path directory(String name) {
        return order.directory().resolve(name);
    }

    private void write(LmEvalTasks.Leaf leaf) throws IOException {
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("test", lines(leaf.name() + ".test.jsonl", leaf.docs()));
        Map<String, Object> yaml = new LinkedHashMap<>(leaf.yaml());
        if (!leaf.pool().isEmpty()) {
            files.put(split(yaml), lines(leaf.name() + ".shots.jsonl", leaf.pool()));
        }
        yaml.put("task", leaf.name());
        yaml.put("dataset_path", "json");
        yaml.put("dataset_name", null);
        yaml.put("dataset_kwargs", Map.of("data_files", files));
        Files.writeString(
                directory(TASKS).resolve(leaf.name() + ".yaml"), LmEvalJson.yaml(yaml), StandardCharsets.UTF_8);
    }

    private void write(LmEvalTasks.@Nullable Group group) throws IOException {
        if (group == null || group.yaml() == null) {
            return;
        }
        Map<String, Object> yaml = new LinkedHashMap<>(group.yaml());
        yaml.put("group", group.name());
        Files.writeString(
                directory(TASKS).resolve(group.name() + ".yaml"), LmEvalJson.yaml(yaml), StandardCharsets.UTF_8);
    }

    /** The split of the examples stands in the definition only until here, so that both name it alike. */
    private static String split(Map<String, Object> yaml) {
        return String.valueOf(yaml.getOrDefault("fewshot_split", "train"));
    }

    private String lines(String name, List<Map<String, Object>> docs) throws IOException {
        Path file = directory(DATA).resolve(name);
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (Map<String, Object> doc : docs) {
                out.write(LmEvalJson.line(doc));
                out.write('\n');
            }
        }
        return file.toAbsolutePath().toString();
    }

    private Map<String, Object> config() {
        LmEvalOrder.Request request = order.request();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("model", "local-chat-completions");
        config.put("model_args", modelArguments());
        config.put("tasks", order.names());
        config.put("apply_chat_template", true);
        config.put("fewshot_as_multiturn", true);
        if (request.system() != null) {
            config.put("system_instruction", request.system());
        }
        if (!request.think()) {
            config.put("gen_kwargs", Map.of("reasoning_effort", "none"));
        }
        config.put("include_path", directory(TASKS).toAbsolutePath().toString());
        config.put("log_samples", true);
        config.put("output_path", order.output().toAbsolutePath().toString());
        config.put(
                "use_cache",
                order.directory()
                        .resolve(ReplyCache.NAME + request.cacheKey())
                        .toAbsolutePath()
                        .toString());
        // For Python, numpy, torch and the choice of examples: lm-eval's own.
        config.put("seed", List.of(0, USUAL_SHOTS_SEED, USUAL_SHOTS_SEED, USUAL_SHOTS_SEED));
        return config;
    }

    private Map<String, Object> modelArguments() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("model", order.request().model());
        arguments.put("base_url", order.request().address() + "/v1/chat/completions");
        arguments.put("num_concurrent", order.concurrency());
        arguments.put("max_retries", LmEvalOrder.ATTEMPTS);
        arguments.put("timeout", Math.max(1, order.request().timeout().toSeconds()));
        arguments.put("tokenized_requests", false);
        arguments.put("seed", order.request().seed());
        return arguments;
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> found = Files.walk(directory)) {
            found.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    private MatrixException storage(IOException e) {
        return new MatrixException(
                MatrixException.Kind.STORAGE,
                "The files for lm-eval cannot be written to " + order.directory() + ": " + e.getMessage()
                        + ". Free some space there, or choose another --results-dir.",
                e);
    }
}
