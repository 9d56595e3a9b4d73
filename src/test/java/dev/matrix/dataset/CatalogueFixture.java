package dev.matrix.dataset;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.DataSource;
import dev.matrix.domain.FieldMapping;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.TokenLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** The shipped benchmark files, read just far enough to load items; checking them is the catalogue reader's own business. */
final class CatalogueFixture {

    static final Path FOLDER = Path.of("benchmarks");
    static final List<String> NAMES = List.of("mmlu", "hellaswag", "gsm8k", "arc_easy", "truthfulqa_mc2");

    private CatalogueFixture() {}

    static Benchmark benchmark(String name) {
        Map<String, Object> file = file(name);
        return new Benchmark(
                name,
                text(file, "title"),
                AnswerKind.valueOf(upper(text(file, "answer"))),
                new PromptFormat("", "", ""),
                0,
                OptionOrder.valueOf(upper(String.valueOf(file.getOrDefault("options", "source")))),
                text(file, "metric"),
                new TokenLimits(64, 64),
                List.of());
    }

    static DataSource source(String name, DataKind kind) {
        Map<String, Object> data = map(map(file(name), "data"), kind == DataKind.REAL ? "published" : "sample");
        return new DataSource(
                kind,
                DataSource.Format.valueOf(upper(text(data, "format"))),
                texts(data.get("items")),
                texts(data.get("shots")),
                fields(map(data, "fields")));
    }

    /** The source on the hub. */
    static DataSource hub(String name) {
        Map<String, Object> data = map(map(file(name), "data"), "hub");
        return new DataSource(
                DataKind.REAL,
                DataSource.Format.PARQUET,
                texts(data.get("items")),
                texts(data.get("shots")),
                fields(map(data, "fields")));
    }

    private static FieldMapping fields(Map<String, Object> fields) {
        Map<String, String> extra = new java.util.HashMap<>();
        if (fields.containsKey("extra")) {
            map(fields, "extra").forEach((name, path) -> extra.put(name, String.valueOf(path)));
        }
        String style = text(fields, "style");
        return new FieldMapping(
                text(fields, "id"),
                text(fields, "question"),
                texts(fields.get("options")),
                text(fields, "labels"),
                text(fields, "answer"),
                style != null
                        ? FieldMapping.AnswerStyle.valueOf(upper(style))
                        : fields.containsKey("options")
                                ? FieldMapping.AnswerStyle.LETTER
                                : FieldMapping.AnswerStyle.NUMBER,
                text(fields, "answer_after"),
                text(fields, "stratum"),
                extra,
                texts(fields.get("cleanups")));
    }

    static Map<String, Object> file(String name) {
        try {
            return new Yaml().load(Files.readString(FOLDER.resolve(name + ".yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.get(key);
    }

    private static String text(Map<String, Object> parent, String key) {
        Object value = parent.get(key);
        return value == null ? null : value.toString();
    }

    private static List<String> texts(Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
