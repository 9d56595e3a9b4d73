package dev.matrix.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where this program keeps what is worth time only: {@code matrix} in the user's cache directory (XDG Base Directory Specification 0.8:
 * {@code XDG_CACHE_HOME}, else {@code .cache} in the home directory).
 */
public final class UserCache {

    private final Map<String, String> environment;

    /** @param environment empty variables count as not set */
    public UserCache(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The place of answers across runs. */
    public Path trials() {
        String caches = text("XDG_CACHE_HOME", "");
        Path root = caches.isEmpty()
                ? Path.of(text("HOME", System.getProperty("user.home", "."))).resolve(".cache")
                : Path.of(caches);
        return root.toAbsolutePath().resolve("matrix").resolve("trials");
    }

    private String text(String name, String fallback) {
        String value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? fallback : value;
    }
}
