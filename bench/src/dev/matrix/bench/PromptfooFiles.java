package dev.matrix.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * promptfoo's configuration for the same messages that a run of the program sent: one prompt a personality, one provider a model, one test an item, and an
 * assertion that finds the right number behind {@code ####}.
 *
 * @param directory that promptfoo is started in
 */
record PromptfooFiles(ObjectMapper json, Path directory) {

    static final String CONFIGURATION = "promptfooconfig.json";

    /** Writes everything, for the first so many items. */
    void write(List<PersonalityPrompt> personalities, int limit, int inFlight) throws IOException {
        Files.createDirectories(directory);
        ObjectNode configuration = json.createObjectNode();
        configuration.put("description", "the workload of bench/promptfoo");
        configuration.set("prompts", prompts(personalities));
        configuration.set("providers", providers());
        configuration.set("tests", tests(limit));
        configuration.putObject("evaluateOptions").put("maxConcurrency", inFlight);
        json.writeValue(directory.resolve(CONFIGURATION).toFile(), configuration);
    }

    private ArrayNode prompts(List<PersonalityPrompt> personalities) throws IOException {
        ArrayNode prompts = json.createArrayNode();
        for (PersonalityPrompt personality : personalities) {
            String file = personality.name() + ".json";
            json.writeValue(directory.resolve(file).toFile(), personality.messages(json));
            prompts.addObject().put("id", "file://" + file).put("label", personality.name());
        }
        return prompts;
    }

    private ArrayNode providers() {
        ArrayNode providers = json.createArrayNode();
        for (String model : Workload.MODELS) {
            providers
                    .addObject()
                    .put("id", "ollama:chat:" + model)
                    .putObject("config")
                    .put("num_ctx", 4096)
                    .put("num_predict", 768)
                    .put("temperature", 0)
                    .put("seed", 42)
                    .put("keep_alive", "30m");
        }
        return providers;
    }

    private ArrayNode tests(int limit) throws IOException {
        ArrayNode tests = json.createArrayNode();
        List<String> items =
                Files.readAllLines(directory.resolveSibling("benchmarks").resolve(Workload.BENCHMARK + ".jsonl"));
        for (String line : items.subList(0, limit)) {
            JsonNode item = json.readTree(line);
            ObjectNode test = tests.addObject();
            test.putObject("vars").put("question", item.path("question").textValue());
            test.putArray("assert")
                    .addObject()
                    .put("type", "regex")
                    .put("value", "####\\s*" + item.path("answer").intValue() + "\\b");
        }
        return tests;
    }
}
