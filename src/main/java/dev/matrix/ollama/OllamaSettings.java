package dev.matrix.ollama;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to a server. Immutable.
 *
 * @param connect limit of making a connection
 * @param query limit of each question that runs no model: version, lists, details
 * @param firstByte how long nothing may come before a reply's first line; the wait starts anew while other calls of the same client receive lines, since
 *     a call then waits for its turn behind them
 * @param idle how long a reply may fall silent between two lines
 * @param total limit of a reply from its first line on
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
        Duration total,
        Duration load,
        int maxReplyChars,
        int concurrency,
        Map<String, String> headers,
        @Nullable String apiKey) {

    /** Of a question that runs no model, for whom no other is given. */
    public static final Duration QUERY = Duration.ofSeconds(20);

    /** No benchmark's answer comes near it. */
    public static final int MAX_REPLY_CHARS = 1_000_000;

    public OllamaSettings {
        if (concurrency < 1 || maxReplyChars < 1) {
            throw new IllegalArgumentException("concurrency and maxReplyChars must be at least 1");
        }
        headers = Map.copyOf(headers);
    }

    /** The limits of a reply. */
    Deadlines reply() {
        return new Deadlines(firstByte, idle, total);
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
