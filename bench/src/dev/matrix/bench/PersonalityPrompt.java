package dev.matrix.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages that a run sent under one personality, taken from its manifest, so that other clients can send the same.
 *
 * @param name of the personality
 * @param system text of the system turn, maybe empty
 * @param user text of the user turn; {@code {{question}}} stands for the item's
 */
record PersonalityPrompt(String name, String system, String user) {

    private static final String QUESTION = "{{question}}";

    /** In the order of the run, whose benchmark is the only one. */
    static List<PersonalityPrompt> of(ObjectMapper json, Path run) throws IOException {
        JsonNode manifest = json.readTree(run.resolve("manifest.json").toFile());
        String question = manifest.at("/benchmarks/0/benchmark/format/question").textValue();
        List<PersonalityPrompt> prompts = new ArrayList<>();
        for (JsonNode personality : manifest.path("personalities")) {
            String wrapper = personality.path("wrapper").textValue();
            String system = personality.path("system").textValue();
            prompts.add(new PersonalityPrompt(
                    personality.path("name").textValue(),
                    system == null ? "" : system,
                    wrapper == null ? question : question + "\n\n" + wrapper));
        }
        return prompts;
    }

    /** With the placeholder in its place. */
    ArrayNode messages(ObjectMapper json) {
        ArrayNode messages = json.createArrayNode();
        messages.addObject().put("role", "system").put("content", system);
        messages.addObject().put("role", "user").put("content", user);
        return messages;
    }

    /** For an item. */
    ArrayNode messages(ObjectMapper json, String question) {
        return new PersonalityPrompt(name, system, user.replace(QUESTION, question)).messages(json);
    }
}
