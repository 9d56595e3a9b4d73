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

/** Reads the bodies of {@code /api/chat} and {@code /api/generate}; in strict mode it refuses what a real server would ignore silently. Thread-safe. */
final class RequestParser {

    private static final Set<String> COMMON = Set.of(
            "model",
            "stream",
            "format",
            "keep_alive",
            "options",
            "think",
            "truncate",
            "shift",
            "logprobs",
            "top_logprobs",
            "_debug_render_only");
    private static final Set<String> CHAT = with("messages", "tools");
    private static final Set<String> GENERATE =
            with("prompt", "suffix", "images", "system", "template", "context", "raw");
    private static final Set<String> MESSAGE =
            new TreeSet<>(Set.of("role", "content", "thinking", "images", "tool_calls", "tool_name", "tool_call_id"));
    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");
    private static final Set<String> LEVELS = Set.of("low", "medium", "high", "max");

    private final Json json;
    private final boolean strict;

    RequestParser(Json json, boolean strict) {
        this.json = json;
        this.strict = strict;
    }

    GenerationRequest chat(String body) throws WireException {
        Fields fields = json.fields("ChatRequest", body);
        strictly(fields, CHAT, "/api/chat");
        if (fields.text("model").isEmpty()) {
            throw WireException.badRequest("model is required");
        }
        return request(Endpoint.CHAT, fields, messages(fields));
    }

    GenerationRequest generate(String body) throws WireException {
        Fields fields = json.fields("GenerateRequest", body);
        strictly(fields, GENERATE, "/api/generate");
        boolean raw = fields.flag("raw").orElse(false);
        if (raw && (fields.get("template").isPresent() || fields.get("system").isPresent())) {
            throw WireException.badRequest("raw mode does not support template, system, or context");
        }
        List<Message> messages = new ArrayList<>();
        String prompt = fields.text("prompt");
        if (!prompt.isEmpty()) {
            // An empty system cannot blank the one in the Modelfile at this endpoint.
            if (!fields.text("system").isEmpty()) {
                messages.add(Message.system(fields.text("system")));
            }
            messages.add(Message.user(prompt));
        }
        return request(Endpoint.GENERATE, fields, messages);
    }

    private GenerationRequest request(Endpoint endpoint, Fields fields, List<Message> messages) throws WireException {
        int top = fields.integer("top_logprobs", 0);
        boolean logprobs = fields.flag("logprobs").orElse(false);
        if (top < 0 || top > 20) {
            throw WireException.badRequest("top_logprobs must be between 0 and 20");
        }
        if (strict && top > 0 && !logprobs) {
            throw WireException.badRequest("strict: top_logprobs without logprobs would be ignored silently");
        }
        checkFormat(fields);
        Optional<JsonNode> keepAlive = fields.get("keep_alive");
        return new GenerationRequest(
                endpoint,
                fields.text("model"),
                messages,
                fields.flag("stream").orElse(true),
                Options.of(fields.object("options"), strict),
                fields.flag("shift").orElse(true),
                fields.flag("truncate").orElse(true),
                keepAlive.isPresent() ? Optional.of(KeepAlive.of(keepAlive.get())) : Optional.empty(),
                logprobs,
                top,
                think(fields),
                fields.get("tools").filter(tools -> !tools.isEmpty()).isPresent(),
                fields.flag("_debug_render_only").orElse(false));
    }

    private List<Message> messages(Fields fields) throws WireException {
        List<Message> messages = new ArrayList<>();
        Optional<JsonNode> list = fields.get("messages");
        if (list.isPresent() && !list.get().isArray()) {
            throw fields.wrong(list.get(), "messages", "[]api.Message");
        }
        for (JsonNode node : list.<Iterable<JsonNode>>map(array -> array).orElse(List.of())) {
            if (!(node instanceof ObjectNode object)) {
                throw fields.wrong(node, "messages", "api.Message");
            }
            messages.add(message(new Fields("ChatRequest.messages", object)));
        }
        return messages;
    }

    private Message message(Fields fields) throws WireException {
        strictly(fields, MESSAGE, "a message");
        String role = fields.text("role").toLowerCase(Locale.ROOT);
        if (strict && !ROLES.contains(role)) {
            throw WireException.badRequest("strict: '" + role + "' is no role of a message");
        }
        return new Message(role, fields.text("content"));
    }

    private static Optional<Boolean> think(Fields fields) throws WireException {
        Optional<JsonNode> value = fields.get("think");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get().isTextual() && LEVELS.contains(value.get().textValue())) {
            return Optional.of(true);
        }
        if (!value.get().isBoolean()) {
            throw WireException.badRequest(
                    "think must be a boolean or string (\"high\", \"medium\", \"low\", \"max\"," + " true, or false)");
        }
        return value.map(JsonNode::booleanValue);
    }

    private static void checkFormat(Fields fields) throws WireException {
        Optional<JsonNode> format = fields.get("format");
        if (format.isPresent()
                && !format.get().isObject()
                && !Set.of("json", "").contains(format.get().asText("none"))) {
            throw new WireException(
                    500, "invalid format: " + format.get() + "; expected \"json\" or a valid JSON Schema object");
        }
    }

    private void strictly(Fields fields, Set<String> known, String where) throws WireException {
        if (strict) {
            fields.allowOnly(known, where);
        }
    }

    private static Set<String> with(String... more) {
        Set<String> all = new TreeSet<>(COMMON);
        all.addAll(Set.of(more));
        return all;
    }
}
