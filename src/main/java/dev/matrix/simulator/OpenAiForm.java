package dev.matrix.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/** Translates native bodies into those of {@code /v1/chat/completions}, as the real server does: no timings, counts as usage, server-sent events. Thread-safe. */
final class OpenAiForm implements ReplyForm {

    /** The real server's ids are random numbers below this one: they are not unique. */
    private static final int IDS = 999;

    private static final String DONE = "data: [DONE]\n\n";

    private final Json json;
    private final Clock clock;
    private final AtomicInteger replies = new AtomicInteger();

    OpenAiForm(Json json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    @Override
    public byte[] whole(ObjectNode body) {
        ObjectNode translated = head(body, "chat.completion");
        ObjectNode choice = translated.withArray("choices").addObject().put("index", 0);
        message(choice.putObject("message"), body);
        reason(choice, body);
        logprobs(choice, body);
        int prompt = body.path("prompt_eval_count").asInt();
        int generated = body.path("eval_count").asInt();
        translated
                .putObject("usage")
                .put("prompt_tokens", prompt)
                .put("completion_tokens", generated)
                .put("total_tokens", prompt + generated);
        return json.bytes(translated);
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public byte[] piece(ObjectNode body) {
        return event(body).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] last(ObjectNode body) {
        return (event(body) + DONE).getBytes(StandardCharsets.UTF_8);
    }

    private String event(ObjectNode body) {
        ObjectNode translated = head(body, "chat.completion.chunk");
        ObjectNode choice = translated.withArray("choices").addObject().put("index", 0);
        message(choice.putObject("delta"), body);
        reason(choice, body);
        logprobs(choice, body);
        return "data: " + new String(json.bytes(translated), StandardCharsets.UTF_8) + "\n\n";
    }

    private ObjectNode head(ObjectNode body, String object) {
        int number = Math.floorMod(replies.incrementAndGet(), IDS);
        return json.object()
                .put("id", "chatcmpl-" + number)
                .put("object", object)
                .put("created", clock.instant().getEpochSecond())
                .put("model", body.path("model").asText())
                .put("system_fingerprint", "fp_ollama");
    }

    private static void message(ObjectNode message, ObjectNode body) {
        JsonNode spoken = body.path("message");
        message.put("role", "assistant").put("content", spoken.path("content").asText());
        if (spoken.has("thinking")) {
            message.set("reasoning", spoken.get("thinking"));
        }
    }

    private static void reason(ObjectNode choice, ObjectNode body) {
        JsonNode reason = body.get("done_reason");
        if (reason == null) {
            choice.putNull("finish_reason");
        } else {
            choice.set("finish_reason", reason);
        }
    }

    private static void logprobs(ObjectNode choice, ObjectNode body) {
        if (body.has("logprobs")) {
            choice.putObject("logprobs").set("content", body.get("logprobs"));
        }
    }

    @Override
    public ObjectNode error(int status, String message) {
        String type = status == 400 ? "invalid_request_error" : status == 404 ? "not_found_error" : "api_error";
        ObjectNode error = json.object();
        error.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .putNull("code");
        return error;
    }
}
