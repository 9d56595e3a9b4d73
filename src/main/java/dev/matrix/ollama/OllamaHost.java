package dev.matrix.ollama;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of an Ollama server, read from {@code OLLAMA_HOST} or a flag as Ollama's own clients read it: without a scheme the port is 11434, with one
 * it is 80 or 443, a path stays as a prefix. A bind address that people export globally ({@code 0.0.0.0}, {@code [::]}) becomes the loopback address of
 * its family, and an empty host becomes 127.0.0.1. Immutable.
 *
 * @param scheme {@code http} or {@code https}
 * @param host name or address; IPv6 without brackets
 * @param port 1 to 65535
 * @param path prefix of every request, empty or starting with a slash, without a slash at its end
 * @param userInfo {@code user:password} of the address; null when there is none; never shown
 * @param warnings what was odd about the text, one sentence each
 */
public record OllamaHost(
        String scheme,
        String host,
        int port,
        String path,
        @Nullable String userInfo,
        List<String> warnings) {

    public OllamaHost {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads an address. Null or blank is the default, {@code http://127.0.0.1:11434}.
     *
     * @throws dev.matrix.domain.MatrixException of kind USAGE when nothing can be reached under the text
     */
    public static OllamaHost parse(@Nullable String envOrFlag) {
        return HostParser.parse(envOrFlag == null ? "" : envOrFlag);
    }

    /** The address for people, without credentials, e.g. {@code http://127.0.0.1:11434}. */
    public String display() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return scheme + "://" + name + ":" + port + path;
    }

    /** True for Ollama's own cloud, the only host that its API key is for; never over plain http. */
    boolean isOllamaCloud() {
        String name = host.toLowerCase(Locale.ROOT);
        return scheme.equals("https") && (name.equals("ollama.com") || name.endsWith(".ollama.com"));
    }

    /** Without credentials, since records end up in logs. */
    @Override
    public String toString() {
        return display();
    }
}
