package dev.matrix.config;

import dev.matrix.domain.MatrixException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of config/matrix.yaml or of another file in the same layout; every value is checked when the file is read. Immutable. */
public final class SettingsFile {

    private static final String NAME = "matrix";

    private final Map<String, Value> values;

    /** A value as text with its place, e.g. {@code config/matrix.yaml:12: limit}. */
    record Value(String text, String origin) {}

    private SettingsFile(Map<String, Value> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** No settings. */
    public static SettingsFile none() {
        return new SettingsFile(Map.of());
    }

    /**
     * The file that a user names, else config/matrix.yaml of the catalogue.
     *
     * @param named the value of {@code --config}; null when it was not given
     */
    public static SettingsFile find(CatalogueFiles files, @Nullable Path named) {
        if (named != null) {
            String text = TextFile.read("--config", files.workingDirectory().resolve(named));
            return parse(named.toString().replace('\\', '/'), text);
        }
        return files.find(CatalogueFiles.CONFIG, NAME)
                .map(file -> parse(file.shown(), file.text()))
                .orElseGet(SettingsFile::none);
    }

    static SettingsFile parse(String shown, String text) {
        return of(YamlText.parse(shown, text));
    }

    /** The settings of a map of another file. */
    static SettingsFile of(YamlMap yaml) {
        Map<String, Value> values = new LinkedHashMap<>();
        read(yaml, "", values);
        return new SettingsFile(values);
    }

    /** One setting that stands among other keys of a map. */
    static SettingsFile of(YamlMap yaml, String name) {
        SettingKey<?> setting = SettingKeys.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new SettingsFile(Map.of(name, value(yaml, name, setting)));
    }

    /** These settings, and where they say nothing those of another file. */
    public SettingsFile over(SettingsFile other) {
        Map<String, Value> both = new LinkedHashMap<>(other.values);
        both.putAll(values);
        return new SettingsFile(both);
    }

    /** The names of the settings that it gives. */
    public Set<String> names() {
        return values.keySet();
    }

    /** True when both give the same settings the same values, wherever they stand. */
    public boolean saysAs(SettingsFile other) {
        return names().equals(other.names())
                && names().stream().allMatch(name -> texts(this, name).equals(texts(other, name)));
    }

    private static Optional<String> texts(SettingsFile file, String name) {
        return Optional.ofNullable(file.values.get(name)).map(Value::text);
    }

    Optional<Value> value(SettingKey<?> key) {
        return Optional.ofNullable(values.get(key.name()));
    }

    /** Reads one map; {@code prefix} is the path to it with its dot. */
    private static void read(YamlMap yaml, String prefix, Map<String, Value> values) {
        yaml.onlyKeys("setting", children(prefix));
        for (String key : yaml.keys()) {
            String name = prefix + key;
            Optional<SettingKey<?>> setting = SettingKeys.ALL.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst();
            if (setting.isEmpty()) {
                read(yaml.map(key), name + ".", values);
            } else {
                values.put(name, value(yaml, key, setting.get()));
            }
        }
    }

    /** The names that may stand in a map: settings, and the first parts of dotted settings. */
    private static List<String> children(String prefix) {
        List<String> names = new ArrayList<>();
        for (SettingKey<?> key : SettingKeys.ALL) {
            if (key.name().startsWith(prefix)) {
                names.add(key.name().substring(prefix.length()).replaceAll("\\..*", ""));
            }
        }
        return names.stream().distinct().toList();
    }

    private static Value value(YamlMap yaml, String key, SettingKey<?> setting) {
        String text = String.join(",", yaml.scalars(key)).strip();
        try {
            setting.parser().parse(text);
        } catch (IllegalArgumentException e) {
            MatrixException problem = yaml.problem(key, e.getMessage() + ", got '" + text + "'");
            problem.initCause(e);
            throw problem;
        }
        return new Value(text, yaml.file() + ":" + yaml.line(key) + ": " + setting.name());
    }
}
