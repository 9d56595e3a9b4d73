package dev.matrix.config;

import dev.matrix.domain.MatrixException;
import java.util.List;
import java.util.Map;

/**
 * The settings of one invocation: an option wins over the environment, this over the settings file, this over the default. Every value is checked when the object
 * is made. Immutable and thread-safe.
 */
public final class Settings {

    /** Ollama's own variable for the address of the server; MATRIX_HOST wins over it. */
    static final String OLLAMA_HOST = "OLLAMA_HOST";

    private final Map<String, String> options;
    private final Map<String, String> environment;
    private final SettingsFile file;

    private Settings(Map<String, String> options, Map<String, String> environment, SettingsFile file) {
        this.options = Map.copyOf(options);
        this.environment = Map.copyOf(environment);
        this.file = file;
    }

    /**
     * Resolves all settings.
     *
     * @param options the options that were given: name of the setting (not of the option) to its text
     * @param environment the environment variables; empty ones count as not set
     * @throws MatrixException of kind USAGE when a value is wrong; the sentence begins with its option, variable or line
     */
    public static Settings resolve(Map<String, String> options, Map<String, String> environment, SettingsFile file) {
        Settings settings = new Settings(options, environment, file);
        settings.all();
        return settings;
    }

    /** A setting's value. */
    public <T> T value(SettingKey<T> key) {
        return get(key).value();
    }

    /** A setting's value with its origin. */
    public <T> Resolved<T> get(SettingKey<T> key) {
        String option = options.get(key.name());
        if (option != null) {
            return parse(key, option, key.option());
        }
        for (String variable : variables(key)) {
            String text = environment.getOrDefault(variable, "");
            if (!text.isBlank()) {
                return parse(key, text, variable);
            }
        }
        return file.value(key)
                .map(value -> parse(key, value.text(), value.origin()))
                .orElseGet(() -> parse(key, key.fallback(), Resolved.DEFAULT));
    }

    /** All settings in order. */
    public List<Resolved<?>> all() {
        return SettingKeys.ALL.stream().<Resolved<?>>map(this::get).toList();
    }

    private static List<String> variables(SettingKey<?> key) {
        return key.equals(SettingKeys.HOST) ? List.of(key.variable(), OLLAMA_HOST) : List.of(key.variable());
    }

    private static <T> Resolved<T> parse(SettingKey<T> key, String raw, String origin) {
        String text = raw.strip();
        try {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("needs a value");
            }
            return new Resolved<>(key, key.parser().parse(text), text, origin);
        } catch (IllegalArgumentException e) {
            String clause = e.getMessage() + (text.isEmpty() ? "" : ", got '" + text + "'");
            throw new MatrixException(MatrixException.Kind.USAGE, origin + ": " + clause, e);
        }
    }
}
