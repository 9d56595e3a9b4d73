package dev.matrix.config;

/**
 * A setting's value that knows where it came from.
 *
 * @param key the setting
 * @param value the value
 * @param text as it was written
 * @param origin {@code --limit}, {@code MATRIX_LIMIT}, {@code config/matrix.yaml:12: limit} or {@code default}
 */
public record Resolved<T>(SettingKey<T> key, T value, String text, String origin) {

    /** The origin of a value that nobody set. */
    public static final String DEFAULT = "default";

    /** True when nobody set it. */
    public boolean isDefault() {
        return origin.equals(DEFAULT);
    }
}
