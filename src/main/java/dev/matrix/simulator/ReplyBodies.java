package dev.matrix.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The JSON of replies, chunk by chunk or whole. Thread-safe. */
final class ReplyBodies {

    private final Json json;
    private final Clock clock;

    ReplyBodies(Json json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** A body with no tokens. */
    ObjectNode empty(GenerationRequest request) {
        return body(request, "", "");
    }

    /** The tokens from a place up to another one. */
    ObjectNode part(GenerationRequest request, Completion completion, int from, int to, int alternatives) {
        ObjectNode body = body(request, completion.visibleBetween(from, to), completion.thinkingBetween(from, to));
        if (alternatives >= 0 && to > from) {
            ArrayNode list = body.putArray("logprobs");
            for (int place = from; place < to; place++) {
                token(list.addObject(), completion, place, alternatives);
            }
        }
        return body;
    }

    /** Puts the end of a reply into a body. */
    void finish(ObjectNode body, String doneReason, Timings timings) {
        body.put("done", true).put("done_reason", doneReason);
        positive(body, "total_duration", timings.totalNanos());
        positive(body, "load_duration", timings.loadNanos());
        positive(body, "prompt_eval_count", timings.promptTokens());
        positive(body, "prompt_eval_duration", timings.promptNanos());
        positive(body, "eval_count", timings.generatedTokens());
        positive(body, "eval_duration", timings.generateNanos());
    }

    /** The reply to a request that loads or unloads. */
    ObjectNode withoutTokens(GenerationRequest request, String doneReason) {
        ObjectNode body = empty(request);
        return body.put("done", true).put("done_reason", doneReason);
    }

    /** The rendered prompt in place of a reply. */
    ObjectNode rendered(GenerationRequest request, Prompt prompt) {
        ObjectNode body = empty(request);
        body.putObject("_debug_info").put("rendered_template", prompt.text());
        return body;
    }

    private ObjectNode body(GenerationRequest request, String text, String thinking) {
        ObjectNode body = json.object()
                .put("model", request.model())
                .put("created_at", Instant.now(clock).toString());
        if (request.chat()) {
            ObjectNode message =
                    body.putObject("message").put("role", "assistant").put("content", text);
            if (!thinking.isEmpty()) {
                message.put("thinking", thinking);
            }
        } else {
            body.put("response", text);
            if (!thinking.isEmpty()) {
                body.put("thinking", thinking);
            }
        }
        return body.put("done", false);
    }

    private static void token(ObjectNode node, Completion completion, int place, int alternatives) {
        Distribution distribution = completion.distribution(place);
        String token = completion.tokens().get(place);
        double logprob = distribution.entries().stream()
                .filter(entry -> entry.token().equals(token))
                .mapToDouble(Distribution.Entry::logprob)
                .findFirst()
                .orElse(Distribution.IMPOSSIBLE);
        entry(node, new Distribution.Entry(token, logprob));
        if (alternatives > 0) {
            ArrayNode top = node.putArray("top_logprobs");
            List<Distribution.Entry> entries = distribution.entries();
            entries.subList(0, Math.min(alternatives, entries.size())).forEach(entry -> entry(top.addObject(), entry));
        }
    }

    private static void entry(ObjectNode node, Distribution.Entry entry) {
        node.put("token", entry.token()).put("logprob", entry.logprob());
        ArrayNode bytes = node.putArray("bytes");
        for (byte value : entry.token().getBytes(StandardCharsets.UTF_8)) {
            bytes.add(value & 0xff);
        }
    }

    private static void positive(ObjectNode body, String name, long value) {
        if (value > 0) {
            body.put(name, value);
        }
    }

    /**
     * The figures at the end of a reply; 0 is left out, as on a real server.
     *
     * @param promptTokens cached ones included
     * @param promptNanos for those that were not cached
     */
    record Timings(
            long totalNanos,
            long loadNanos,
            int promptTokens,
            long promptNanos,
            int generatedTokens,
            long generateNanos) {}
}
