package dev.matrix.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.domain.Message;
import dev.matrix.simulator.GenerationRequest.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the bodies of {@code POST /v1/chat/completions} as the real server's translation does: what the client leaves out is not the model's own value but
 * temperature 1 and top_p 1, and there are no load-time options at all. Thread-safe.
 */
final class OpenAiParser {

    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "max_tokens",
            "seed",
            "stop",
            "temperature",
            "top_p",
            "frequency_penalty",
            "presence_penalty",
            "response_format",
            "tools",
            "reasoning",
            "reasoning_effort",
            "logprobs",
            "top_logprobs"));
    private static final Set<String> MESSAGE =
            new TreeSet<>(Set.of("role", "content", "reasoning", "tool_calls", "tool_call_id", "name"));
    private static final Set<String> PENALTIES = Set.of("frequency_penalty", "presence_penalty");

    private final Json json;
    private final boolean strict;

    OpenAiParser(Json json, boolean strict) {
        this.json = json;
        this.strict = strict;
    }

    GenerationRequest chat(String body) throws WireException {
        Fields fields = json.fields("ChatCompletionRequest", body);
        if (strict) {
            fields.allowOnly(KNOWN, "/v1/chat/completions");
        }
        List<Message> messages = messages(fields);
        if (messages.isEmpty()) {
            throw WireException.badRequest("[] is too short - 'messages'");
        }
        if (fields.text("model").isEmpty()) {
            throw WireException.badRequest("model is required");
        }
        boolean logprobs = fields.flag("logprobs").orElse(false);
        return new GenerationRequest(
                Endpoint.OPENAI,
                fields.text("model"),
                messages,
                fields.flag("stream").orElse(false),
                Options.of(new Fields("ChatCompletionRequest", options(fields)), strict),
                true,
                true,
                Optional.empty(),
                logprobs,
                fields.integer("top_logprobs", 0),
                think(fields),
                fields.get("tools").filter(tools -> !tools.isEmpty()).isPresent(),
                false);
    }

    private ObjectNode options(Fields fields) throws WireException {
        ObjectNode options = json.object();
        options.set("temperature", fields.get("temperature").orElse(options.numberNode(1.0)));
        options.set("top_p", fields.get("top_p").orElse(options.numberNode(1.0)));
        fields.get("max_tokens").ifPresent(limit -> options.set("num_predict", limit));
        fields.get("seed").ifPresent(seed -> options.set("seed", seed));
        for (String penalty : PENALTIES) {
            fields.get(penalty).ifPresent(value -> options.set(penalty, value));
        }
        Optional<JsonNode> stop = fields.get("stop");
        if (stop.isPresent() && stop.get().isTextual()) {
            options.putArray("stop").add(stop.get());
        } else if (stop.isPresent() && stop.get().isArray()) {
            options.set("stop", stop.get());
        } else if (stop.isPresent()) {
            throw fields.wrong(stop.get(), "stop", "string");
        }
        return options;
    }

    private List<Message> messages(Fields fields) throws WireException {
        List<Message> messages = new ArrayList<>();
        Optional<JsonNode> list = fields.get("messages");
        if (list.isPresent() && !list.get().isArray()) {
            throw fields.wrong(list.get(), "messages", "[]openai.Message");
        }
        for (JsonNode node : list.<Iterable<JsonNode>>map(array -> array).orElse(List.of())) {
            if (!(node instanceof ObjectNode object)) {
                throw fields.wrong(node, "messages", "openai.Message");
            }
            add(messages, new Fields("ChatCompletionRequest.messages", object));
        }
        return messages;
    }

    /** Content is a text, or parts of which each becomes a message of its own. */
    private void add(List<Message> messages, Fields fields) throws WireException {
        if (strict) {
            fields.allowOnly(MESSAGE, "a message");
        }
        String role = fields.text("role").toLowerCase(Locale.ROOT);
        Optional<JsonNode> content = fields.get("content");
        if (content.isPresent() && content.get().isArray()) {
            content.get()
                    .forEach(part ->
                            messages.add(new Message(role, part.path("text").asText(""))));
        } else if (content.isPresent() && !content.get().isTextual()) {
            throw WireException.badRequest("invalid message content type: " + Fields.goType(content.get()));
        } else {
            messages.add(new Message(role, content.map(JsonNode::textValue).orElse("")));
        }
    }

    private static Optional<Boolean> think(Fields fields) throws WireException {
        String effort = fields.get("reasoning").isPresent()
                ? fields.object("reasoning").text("effort")
                : fields.text("reasoning_effort");
        return effort.isEmpty() ? Optional.empty() : Optional.of(!effort.equals("none"));
    }
}
