package dev.matrix.ollama;

import dev.matrix.domain.Message;
import dev.matrix.domain.SamplingOptions;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.LoadOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of POST /api/chat. Every key that a server's version or a Modelfile could set otherwise is explicit, and the load-time ones are the same on
 * every request, since any difference makes the server load the model again. Never sent: {@code num_gpu}, {@code num_thread}, {@code num_batch},
 * {@code main_gpu}, {@code use_mmap} (a reload, and worse tuning than the server's own), and {@code logprobs} where nobody reads them (they cost a softmax
 * over the vocabulary for each token). {@code stop} replaces the model's own list, so that it is sent only where lm-eval does.
 */
final class ChatBody {

    private static final String KEEP_ALIVE_KEY = "keep_alive";
    private static final String CONTEXT_KEY = "num_ctx";
    private static final String KEEP_ALIVE = "30m";
    private static final int TOP_LOGPROBS = 20;

    private ChatBody() {}

    static Map<String, Object> chat(ChatRequest request) {
        Map<String, Object> body = common(request.model(), true, request.load());
        body.put("think", request.think());
        body.put("messages", messages(request.messages()));
        Map<String, Object> options = loadOptions(request.load());
        addRequestOptions(options, request);
        body.put("options", options);
        if (request.logprobs()) {
            body.put("logprobs", true);
            body.put("top_logprobs", TOP_LOGPROBS);
        }
        return body;
    }

    /** What of a chat's body can change its reply. */
    static Map<String, Object> identity(ChatRequest request) {
        Map<String, Object> body = chat(request);
        body.remove(KEEP_ALIVE_KEY);
        Map<String, Object> options = loadOptions(request.load());
        options.remove(CONTEXT_KEY);
        addRequestOptions(options, request);
        body.put("options", options);
        return body;
    }

    /** Asks for the rendered prompt; one token is the most that a server generates which does not know the question. */
    static Map<String, Object> render(ChatRequest request) {
        ChatRequest shortest = new ChatRequest(
                request.model(), request.messages(), request.load(), request.sampling(), 1, false, request.think());
        Map<String, Object> body = chat(shortest);
        body.put("stream", false);
        body.put("_debug_render_only", true);
        return body;
    }

    static Map<String, Object> preload(String model, LoadOptions load) {
        Map<String, Object> body = common(model, false, load);
        body.put("messages", List.of());
        body.put("options", loadOptions(load));
        return body;
    }

    static Map<String, Object> unload(String model) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put("stream", false);
        body.put(KEEP_ALIVE_KEY, 0);
        body.put("messages", List.of());
        return body;
    }

    private static Map<String, Object> common(String model, boolean stream, LoadOptions load) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put("stream", stream);
        body.put("truncate", false);
        if (!load.isAutomatic()) {
            body.put("shift", false);
        }
        body.put(KEEP_ALIVE_KEY, KEEP_ALIVE);
        return body;
    }

    private static Map<String, Object> loadOptions(LoadOptions load) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (load.isAutomatic()) {
            return options;
        }
        options.put(CONTEXT_KEY, load.contextTokens());
        // Drafted tokens come with meaningless log-probabilities.
        options.put("draft_num_predict", 0);
        return options;
    }

    private static void addRequestOptions(Map<String, Object> options, ChatRequest request) {
        options.put("num_predict", request.maxTokens());
        addSampling(options, request.sampling());
    }

    private static void addSampling(Map<String, Object> options, SamplingOptions sampling) {
        options.put("seed", sampling.seed());
        options.put("temperature", sampling.temperature());
        putKnown(options, "top_k", sampling.topK());
        options.put("top_p", sampling.topP());
        putKnown(options, "min_p", sampling.minP());
        putKnown(options, "typical_p", sampling.typicalP());
        putKnown(options, "repeat_penalty", sampling.repeatPenalty());
        putKnown(options, "repeat_last_n", sampling.repeatLastN());
        putKnown(options, "presence_penalty", sampling.presencePenalty());
        putKnown(options, "frequency_penalty", sampling.frequencyPenalty());
        if (!sampling.stop().isEmpty()) {
            options.put("stop", sampling.stop());
        }
    }

    private static void putKnown(Map<String, Object> options, String key, @Nullable Number value) {
        if (value != null) {
            options.put(key, value);
        }
    }

    private static List<Map<String, String>> messages(List<Message> messages) {
        List<Map<String, String>> turns = new ArrayList<>(messages.size());
        for (Message message : messages) {
            Map<String, String> turn = new LinkedHashMap<>();
            turn.put("role", message.role());
            turn.put("content", message.content());
            turns.add(turn);
        }
        return turns;
    }
}
