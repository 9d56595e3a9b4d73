package dev.matrix.ollama;

import dev.matrix.domain.Message;
import dev.matrix.domain.SamplingOptions;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.LoadOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests, lines and connections for the tests of this package. */
final class Chats {

    private static final Duration PATIENT = Duration.ofMinutes(2);

    static final String LAST_LINE =
            "{\"model\":\"m\",\"created_at\":\"2026-08-21T17:14:07.414671Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},"
                    + "\"done\":true,\"done_reason\":\"stop\",\"total_duration\":5043500667,\"load_duration\":5025959,"
                    + "\"prompt_eval_count\":26,\"prompt_eval_duration\":325953000,\"eval_count\":290,\"eval_duration\":4709213000}\n";

    private Chats() {}

    static ChatRequest request(int maxTokens) {
        return request(maxTokens, false);
    }

    static ChatRequest request(int maxTokens, boolean logprobs) {
        return new ChatRequest(
                "qwen2.5:0.5b",
                List.of(Message.system(""), Message.user("Which is right?")),
                new LoadOptions(4096),
                SamplingOptions.of(0, 42),
                maxTokens,
                logprobs,
                false);
    }

    /** A line with a piece of visible text. */
    static String line(String content) {
        return "{\"model\":\"m\",\"created_at\":\"2026-08-21T17:14:07Z\",\"message\":{\"role\":\"assistant\",\"content\":\""
                + content.replace("\n", "\\n") + "\"},\"done\":false}\n";
    }

    static Ollama connect(String address, OllamaSettings settings) {
        return Ollama.connect(OllamaHost.parse(address), settings, Clock.systemUTC());
    }

    /** Settings whose deadlines no test reaches. */
    static OllamaSettings settings() {
        return settings(Map.of(), null);
    }

    static OllamaSettings settings(Map<String, String> headers, @Nullable String apiKey) {
        return settings(PATIENT, PATIENT, PATIENT, PATIENT, headers, apiKey);
    }

    /** Deadlines so short that tests may reach them. */
    static OllamaSettings hasty(Duration firstByte, Duration idle, Duration total) {
        return settings(OllamaSettings.QUERY, firstByte, idle, total, Map.of(), null);
    }

    /** So short a deadline of questions that run no model. */
    static OllamaSettings hastyQueries(Duration query) {
        return settings(query, PATIENT, PATIENT, PATIENT, Map.of(), null);
    }

    private static OllamaSettings settings(
            Duration query,
            Duration firstByte,
            Duration idle,
            Duration total,
            Map<String, String> headers,
            @Nullable String apiKey) {
        return new OllamaSettings(
                PATIENT, query, firstByte, idle, total, PATIENT, OllamaSettings.MAX_REPLY_CHARS, 2, headers, apiKey);
    }

    static ChatResult.Reply reply(ChatResult result) {
        if (result instanceof ChatResult.Reply reply) {
            return reply;
        }
        throw new AssertionError("expected a reply, got " + result);
    }

    static ChatResult.Failed failed(ChatResult result) {
        if (result instanceof ChatResult.Failed failed) {
            return failed;
        }
        throw new AssertionError("expected a failure, got " + result);
    }
}
