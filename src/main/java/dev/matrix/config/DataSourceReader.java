package dev.matrix.config;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.DataSource;
import dev.matrix.domain.DataSource.Format;
import dev.matrix.domain.FieldMapping;
import dev.matrix.domain.FieldMapping.AnswerStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the part of a benchmark file that says where items lie and how their fields are found. */
final class DataSourceReader {

    private static final List<String> KEYS = List.of("source", "format", "items", "shots", "fields");
    private static final List<String> HUB_KEYS = List.of("source", "repository", "format", "items", "shots", "fields");
    private static final List<String> FIELDS = List.of(
            "id", "question", "options", "labels", "answer", "style", "answer_after", "stratum", "extra", "cleanups");
    private static final Set<String> TAKEN = Set.of("question", "options", "letters", "answer", "letter", "text");
    private static final List<String> CLEANUPS = List.of("gsm8k_calculator", "hellaswag", "strip_question");

    BenchmarkFile.Data read(YamlMap yaml, DataKind kind, AnswerKind answer) {
        yaml.onlyKeys("key", KEYS);
        return files(yaml, kind, answer);
    }

    /** Files on the Hugging Face hub. */
    HubSource readHub(YamlMap yaml, AnswerKind answer) {
        yaml.onlyKeys("key", HUB_KEYS);
        String repository = yaml.scalar("repository");
        if (!repository.matches("[\\w.-]+/[\\w.-]+")) {
            throw yaml.problem("repository", "must be a data set's id such as openai/gsm8k");
        }
        return new HubSource(repository, files(yaml, DataKind.REAL, answer));
    }

    private static BenchmarkFile.Data files(YamlMap yaml, DataKind kind, AnswerKind answer) {
        List<String> items = yaml.scalars("items");
        if (items.isEmpty()) {
            throw yaml.problem("items", "names no file; name at least one");
        }
        DataSource source = new DataSource(
                kind,
                format(yaml, items.get(0)),
                items,
                yaml.has("shots") ? yaml.scalars("shots") : List.of(),
                fields(yaml.mapOrEmpty("fields"), answer));
        return new BenchmarkFile.Data(source, note(yaml.mapOrEmpty("source")));
    }

    private static SourceNote note(YamlMap yaml) {
        yaml.onlyKeys("key", List.of("text", "url", "licence", "citation"));
        return new SourceNote(
                yaml.text("text", ""), yaml.text("url", ""), yaml.text("licence", ""), yaml.text("citation", ""));
    }

    private static Format format(YamlMap yaml, String path) {
        if (yaml.has("format")) {
            return yaml.oneOf("format", List.of(Format.values()));
        }
        String file = path.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        if (file.endsWith(".jsonl") || file.endsWith(".ndjson")) {
            return Format.JSONL;
        }
        if (file.endsWith(".json")) {
            return Format.JSON;
        }
        if (file.endsWith(".csv")) {
            return Format.CSV;
        }
        if (file.endsWith(".parquet")) {
            return Format.PARQUET;
        }
        throw yaml.problem(
                "items",
                "the ending of '" + path
                        + "' does not tell the format; add 'format: jsonl' (or json, csv, csv_no_header, parquet)");
    }

    private static FieldMapping fields(YamlMap yaml, AnswerKind answer) {
        yaml.onlyKeys("key", FIELDS);
        AnswerStyle style = style(yaml, answer);
        List<String> options = options(yaml, answer);
        String answerPath = style == AnswerStyle.TARGETS && !options.isEmpty() ? options.get(0) : "answer";
        return new FieldMapping(
                optional(yaml, "id"),
                yaml.has("question") ? yaml.scalar("question") : "question",
                options,
                optional(yaml, "labels"),
                yaml.has("answer") ? yaml.scalar("answer") : answerPath,
                style,
                optional(yaml, "answer_after"),
                optional(yaml, "stratum"),
                yaml.has("extra") ? extra(yaml.map("extra")) : Map.of(),
                cleanups(yaml));
    }

    private static @Nullable String optional(YamlMap yaml, String key) {
        return yaml.has(key) ? yaml.scalar(key) : null;
    }

    private static AnswerStyle style(YamlMap yaml, AnswerKind answer) {
        List<AnswerStyle> fitting = switch (answer) {
            case CHOICE ->
                List.of(
                        AnswerStyle.LETTER,
                        AnswerStyle.INDEX,
                        AnswerStyle.LABELS,
                        AnswerStyle.TARGETS,
                        AnswerStyle.TEXT);
            case MULTI_CHOICE ->
                List.of(AnswerStyle.LABELS, AnswerStyle.TARGETS, AnswerStyle.LETTER, AnswerStyle.INDEX);
            case NUMBER -> List.of(AnswerStyle.NUMBER);
            case TEXT -> List.of(AnswerStyle.TEXT);
        };
        return yaml.has("style") ? yaml.oneOf("style", fitting) : fitting.get(0);
    }

    private static List<String> options(YamlMap yaml, AnswerKind answer) {
        if (!answer.lettered()) {
            if (yaml.has("options")) {
                throw yaml.problem("options", "answer: " + Word.of(answer) + " has no options; remove this line");
            }
            return List.of();
        }
        List<String> options = yaml.has("options") ? yaml.scalars("options") : List.of("options");
        if (options.isEmpty()) {
            throw yaml.problem("options", "names no path; name at least one");
        }
        return options;
    }

    private static Map<String, String> extra(YamlMap yaml) {
        Map<String, String> extra = new LinkedHashMap<>();
        for (String name : yaml.keys()) {
            if (TAKEN.contains(name)) {
                throw yaml.problem(name, "this name is taken by the program's own variable; choose another");
            }
            extra.put(name, yaml.scalar(name));
        }
        return extra;
    }

    private static List<String> cleanups(YamlMap yaml) {
        List<String> cleanups = yaml.has("cleanups") ? yaml.list("cleanups") : List.of();
        for (String cleanup : cleanups) {
            if (!CLEANUPS.contains(cleanup)) {
                throw yaml.problem("cleanups", "unknown '" + cleanup + "'; " + NearNames.clause(cleanup, CLEANUPS));
            }
        }
        return cleanups;
    }
}
