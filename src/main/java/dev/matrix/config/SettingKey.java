package dev.matrix.config;

import java.util.Locale;

/**
 * One setting of a run.
 *
 * @param name its name in config/matrix.yaml, e.g. {@code baseline_system} or {@code timeouts.idle}
 * @param parser reads its value
 * @param fallback its default, as a user would write it
 */
public record SettingKey<T>(String name, SettingParser<T> parser, String fallback) {

    /** The option of the command line, e.g. {@code --baseline-system}. */
    public String option() {
        return "--" + name.replace('_', '-').replace('.', '-');
    }

    /** The environment variable, e.g. {@code MATRIX_BASELINE_SYSTEM}. */
    public String variable() {
        return "MATRIX_" + name.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
