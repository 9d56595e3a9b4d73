package dev.matrix.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * What an error body says. Ollama writes {@code {"error":"text"}}, where the text may be the JSON of llama-server once more; OpenAI-style layers write
 * {@code {"error":{"message":...}}}; proxies write HTML; a panic writes nothing.
 *
 * @param message for people, one line, at most 500 characters; empty for an empty body
 * @param type llama-server's own name of the error, e.g. {@code exceed_context_size_error}; empty when there is none
 * @param json true when the body was JSON with an error in it
 * @param html true when the body is a web page
 */
record ErrorText(String message, String type, boolean json, boolean html) {

    static ErrorText of(String body, Json json) {
        String text = body.strip();
        Optional<JsonNode> error = json.object(text).map(node -> node.path("error"));
        if (error.isPresent() && !error.get().isMissingNode()) {
            return of(error.get(), json);
        }
        boolean html = text.startsWith("<");
        return new ErrorText(html ? "a web page instead of JSON" : CleanText.line(text), "", false, html);
    }

    static ErrorText of(JsonNode error, Json json) {
        if (error.isObject()) {
            return ofObject(error);
        }
        String text = error.asText();
        return json.object(text)
                .map(node -> node.path("error").isObject() ? node.path("error") : node)
                .map(ErrorText::ofObject)
                .orElseGet(() -> new ErrorText(CleanText.line(text), "", true, false));
    }

    private static ErrorText ofObject(JsonNode error) {
        String message = error.path("message").asText("");
        String shown = message.isBlank() ? error.toString() : message;
        return new ErrorText(CleanText.line(shown), error.path("type").asText(""), true, false);
    }

    /** Whether message or type contains one of the texts, in any case. */
    boolean saysAny(Iterable<String> texts) {
        String all = (message + " " + type).toLowerCase(Locale.ROOT);
        for (String text : texts) {
            if (all.contains(text)) {
                return true;
            }
        }
        return false;
    }
}
