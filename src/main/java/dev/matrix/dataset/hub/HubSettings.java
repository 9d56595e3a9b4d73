package dev.matrix.dataset.hub;

import dev.matrix.domain.HostCredentials;
import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where the hub is and where its files are kept, by the same variables as Python's huggingface_hub
 * (https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables), so that both share one cache.
 *
 * @param endpoint base address without a slash at its end
 * @param token what the user may see; null: nothing that needs leave
 * @param cache the hub's cache directory
 * @param receipts where this program writes down what it got
 * @param offline true: fetch nothing
 */
public record HubSettings(String endpoint, @Nullable String token, Path cache, Path receipts, boolean offline) {

    private static final String PUBLIC = "https://huggingface.co";
    /** Without credentials: it is shown and written down, and a token is what gives leave. */
    private static final Pattern ADDRESS = Pattern.compile("https?://[^/\\s?#@]+(/[^\\s?#@]*)?");
    /** What a header line can carry. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

    /** The settings of an environment; {@code offline} or HF_HUB_OFFLINE forbids fetching. */
    public static HubSettings from(Map<String, String> environment, boolean offline) {
        Variables variables = new Variables(environment);
        Path caches = variables.path("XDG_CACHE_HOME", variables.home().resolve(".cache"));
        Path home = variables.path("HF_HOME", caches.resolve("huggingface"));
        Path cache = variables.path("HF_HUB_CACHE", variables.path("HUGGINGFACE_HUB_CACHE", home.resolve("hub")));
        return new HubSettings(
                endpoint(variables.text("HF_ENDPOINT", PUBLIC)),
                variables.isTrue("HF_HUB_DISABLE_IMPLICIT_TOKEN") ? null : token(variables, home),
                cache,
                caches.resolve("matrix").resolve("hub"),
                offline || variables.isTrue("HF_HUB_OFFLINE"));
    }

    private static String endpoint(String text) {
        String endpoint = text.replaceAll("/+$", "");
        if (!ADDRESS.matcher(endpoint).matches() || HttpUrl.parse(endpoint) == null) {
            throw MatrixException.usage("HF_ENDPOINT is '" + HostCredentials.replaced(text, "USER:PASSWORD@")
                    + "'; give an address such as " + PUBLIC + ", or unset it.");
        }
        return endpoint;
    }

    private static @Nullable String token(Variables variables, Path home) {
        for (String name : List.of("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")) {
            String given = variables.text(name, "");
            if (!given.isEmpty()) {
                return sendable(given, name);
            }
        }
        Path file = variables.path("HF_TOKEN_PATH", home.resolve("token"));
        try {
            String stored = Files.isRegularFile(file) ? Files.readString(file).strip() : "";
            return stored.isEmpty() ? null : sendable(stored, "The file " + file);
        } catch (IOException e) {
            // As for Python: a token that cannot be read is none; the five sets need none.
            return null;
        }
    }

    /** The token, which is never shown. */
    private static String sendable(String token, String place) {
        if (!TOKEN.matcher(token).matches()) {
            throw MatrixException.usage(place + " holds something that cannot be a token (a blank, a line break or a"
                    + " character outside of ASCII in it); copy the token again, or remove it: the pinned sets need"
                    + " none.");
        }
        return token;
    }

    private record Variables(Map<String, String> values) {

        String text(String name, String fallback) {
            String value = values.getOrDefault(name, "").strip();
            return value.isEmpty() ? fallback : value;
        }

        Path home() {
            return Path.of(text("HOME", System.getProperty("user.home", ".")));
        }

        Path path(String name, Path fallback) {
            String text = text(name, "");
            if (text.isEmpty()) {
                return fallback;
            }
            return text.equals("~") || text.startsWith("~/")
                    ? home().resolve(text.substring(Math.min(2, text.length())))
                    : Path.of(text).toAbsolutePath();
        }

        boolean isTrue(String name) {
            return TRUE.contains(text(name, "").toUpperCase(Locale.ROOT));
        }
    }
}
