package dev.matrix.ollama;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to a server. Immutable; {@link #defaults()} suits a local server.
 *
 * @param connect limit of making a connection
 * @param query limit of each question that runs no model: version, lists, details
 * @param firstByte how long nothing may come before a reply's first line; the wait starts anew while other calls of the same client receive lines, since
 *     a call then waits for its turn behind them
 * @param idle how long a reply may fall silent between two lines
 * @param total limit of a reply from its first line on; null: {@code firstByte} and a second for each token that was asked for
 * @param load limit of loading a model where the caller gives none
 * @param maxReplyChars a longer reply is cut, whatever was asked for
 * @param concurrency how many calls will be open at once; sizes the pool of connections and bounds nothing
 * @param headers sent with every request, e.g. for a proxy
 * @param apiKey the value of {@code OLLAMA_API_KEY}: sent to ollama.com over https only, never shown; null when there is none
 */
public record OllamaSettings(
        Duration connect,
        Duration query,
        Duration firstByte,
        Duration idle,
        @Nullable Duration total,
        Duration load,
        int maxReplyChars,
        int concurrency,
        Map<String, String> headers,
        @Nullable String apiKey) {

    private static final Duration SLOWEST_TOKEN = Duration.ofSeconds(1);

    public OllamaSettings {
        if (concurrency < 1 || maxReplyChars < 1) {
            throw new IllegalArgumentException("concurrency and maxReplyChars must be at least 1");
        }
        headers = Map.copyOf(headers);
    }

    /** Connect 5 s, queries 20 s, first byte 120 s, idle 90 s, loading 10 min, 1,000,000 characters, two calls at once. */
    public static OllamaSettings defaults() {
        return new OllamaSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(120),
                Duration.ofSeconds(90),
                null,
                Duration.ofMinutes(10),
                1_000_000,
                2,
                Map.of(),
                null);
    }

    public OllamaSettings withConcurrency(int calls) {
        return new OllamaSettings(connect, query, firstByte, idle, total, load, maxReplyChars, calls, headers, apiKey);
    }

    public OllamaSettings withApiKey(@Nullable String key) {
        return new OllamaSettings(
                connect, query, firstByte, idle, total, load, maxReplyChars, concurrency, headers, key);
    }

    public OllamaSettings withHeaders(Map<String, String> extra) {
        return new OllamaSettings(
                connect, query, firstByte, idle, total, load, maxReplyChars, concurrency, extra, apiKey);
    }

    /** The same settings with other limits of a reply. */
    public OllamaSettings withDeadlines(Duration first, Duration between, @Nullable Duration whole) {
        return new OllamaSettings(
                connect, query, first, between, whole, load, maxReplyChars, concurrency, headers, apiKey);
    }

    /** The limits of a reply of so many tokens. */
    Deadlines reply(int maxTokens) {
        Duration whole = total != null ? total : firstByte.plus(SLOWEST_TOKEN.multipliedBy(maxTokens));
        return new Deadlines(firstByte, idle, whole);
    }

    /** Names no header's value and no key, since records end up in logs. */
    @Override
    public String toString() {
        return "OllamaSettings[connect=" + connect + ", query=" + query + ", firstByte=" + firstByte + ", idle=" + idle
                + ", total=" + total + ", load=" + load + ", maxReplyChars=" + maxReplyChars + ", concurrency="
                + concurrency + ", headers=" + headers.keySet() + ", apiKey=" + (apiKey == null ? "none" : "given")
                + "]";
    }
}
