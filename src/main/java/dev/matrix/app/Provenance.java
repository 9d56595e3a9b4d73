package dev.matrix.app;

import dev.matrix.domain.Personality;
import dev.matrix.report.RunReport.FactTable;
import dev.matrix.report.RunReport.Prompt;
import dev.matrix.store.FrozenSettings;
import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was asked of what, as tables: enough to do the run again, and nothing of the machine that it ran on. */
final class Provenance {

    private static final String UNKNOWN = "unknown";

    private final Manifest manifest;
    private final Results results;

    /** @param results of the same run */
    Provenance(Manifest manifest, Results results) {
        this.manifest = manifest;
        this.results = results;
    }

    List<FactTable> tables() {
        List<FactTable> tables = new ArrayList<>();
        tables.add(new FactTable("Versions and settings", List.of("what", "value"), facts()));
        tables.add(table(
                "Models",
                List.of("model", "digest", "parameters", "family", "quantization"),
                manifest.models(),
                model -> List.of(
                        model.name(),
                        model.digest(),
                        model.parameterCount() == null
                                ? UNKNOWN
                                : String.format(Locale.ROOT, "%,d", model.parameterCount()),
                        known(model.family()),
                        known(model.quantization()))));
        tables.add(table(
                "Data",
                List.of("benchmark", "data", "items", "SHA-256 of all items", "source", "licence", "revision"),
                manifest.benchmarks(),
                record -> List.of(
                        BenchmarkItems.shownAs(record.benchmark().name(), record.kind()),
                        ResultsMetadata.kind(record.kind()),
                        record.used() + " of " + record.available(),
                        record.dataHash(),
                        known(record.source()),
                        known(record.licence()),
                        known(record.revision()))));
        if (!results.metadata().hosts().isEmpty()) {
            tables.add(table(
                    "Hosts",
                    List.of("host", "server version", "replies a second when measured", "models asked there"),
                    results.metadata().hosts(),
                    host -> List.of(
                            Integer.toString(host.host()),
                            host.version(),
                            host.speed() == null ? UNKNOWN : String.format(Locale.ROOT, "%.2f", host.speed()),
                            String.join(", ", host.models()))));
        }
        tables.addAll(observations());
        tables.add(table("Warnings", List.of("warning"), manifest.warnings(), warning -> List.of(warning)));
        return tables;
    }

    private List<FactTable> observations() {
        return List.of(
                table(
                        "How each model is read",
                        List.of("model", "benchmark", "read by", "because"),
                        manifest.protocols(),
                        record -> List.of(
                                record.model(),
                                record.benchmark(),
                                record.readBy().label(),
                                record.reason())),
                table(
                        "Whether personalities reach the models",
                        List.of("model", "personality", "reach", "evidence"),
                        manifest.reach(),
                        record -> List.of(
                                record.model(),
                                record.personality(),
                                record.reach().label(),
                                record.evidence())),
                table(
                        "Baseline's system turn",
                        List.of("model", "system turn", "because"),
                        manifest.baselines(),
                        record -> List.of(record.model(), ResumedRequest.lower(record.system()), record.reason())),
                table(
                        "Loads",
                        List.of("model", "context tokens", "seconds", "at"),
                        manifest.loads(),
                        record -> List.of(
                                record.model(),
                                Integer.toString(record.contextTokens()),
                                String.format(Locale.ROOT, "%.1f", record.seconds()),
                                record.at().toString())),
                table(
                        "Invocations",
                        List.of("number", "at", "did", "added", "requests in flight"),
                        manifest.revisions(),
                        record -> List.of(
                                Integer.toString(record.number()),
                                record.at().toString(),
                                record.action(),
                                String.join("; ", record.changes()),
                                Boolean.TRUE.equals(record.measured())
                                        ? "auto"
                                        : Integer.toString(record.concurrency()))),
                table(
                        "Merged from",
                        List.of("shard", "run", "asked at"),
                        manifest.mergedFrom(),
                        record -> List.of(record.shard(), record.runId(), record.address())),
                table(
                        "Requests in flight, as measured",
                        List.of("model", "in flight", "because", "tokens a second by requests in flight"),
                        manifest.concurrency(),
                        record -> List.of(
                                record.model(),
                                Integer.toString(record.inFlight()),
                                record.reason(),
                                record.levels().stream()
                                        .map(level -> String.format(
                                                Locale.ROOT, "%d: %.1f", level.inFlight(), level.tokensPerSecond()))
                                        .collect(Collectors.joining(", ")))));
    }

    private List<List<String>> facts() {
        FrozenSettings settings = manifest.settings();
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("run", manifest.runId()));
        if (manifest.shard() != null) {
            facts.add(List.of(
                    "shard",
                    manifest.shard().label() + ", split by " + manifest.shard().by()));
        }
        facts.add(List.of("created", manifest.createdAt().toString()));
        facts.add(List.of("last change", manifest.updatedAt().toString()));
        facts.add(List.of("matrix", manifest.programVersion()));
        facts.add(List.of("server", known(manifest.server().version())));
        facts.add(List.of("Java", results.metadata().versions().java()));
        if (manifest.lmEval() != null) {
            facts.add(List.of("lm-eval", manifest.lmEval().described()));
        }
        facts.add(List.of("engine", settings.engine()));
        facts.add(List.of("seed", Long.toString(settings.seed())));
        facts.add(List.of("items a benchmark", settings.limit()));
        facts.add(List.of("sample", ResumedRequest.lower(settings.sample())));
        facts.add(List.of("repeats", Integer.toString(settings.repeats())));
        facts.add(List.of(
                "few-shot examples", settings.fewshot() == null ? "each benchmark's own" : settings.fewshot() + ""));
        facts.add(List.of("baseline's system turn", settings.baselineSystem()));
        facts.add(List.of("scoring", ResumedRequest.lower(settings.scoring())));
        facts.add(List.of(
                "smallest difference that matters, points", String.format(Locale.ROOT, "%.1f", settings.sesoi())));
        facts.add(List.of(
                "compared with baseline",
                settings.compare().isEmpty() ? "all personalities" : String.join(", ", settings.compare())));
        facts.add(List.of(
                "settings", manifest.axes().stream().map(axis -> axis.id()).collect(Collectors.joining(", "))));
        return facts;
    }

    /** Exactly what each personality adds. */
    List<Prompt> prompts() {
        return manifest.personalities().stream()
                .map(personality -> new Prompt(personality.name(), text(personality)))
                .toList();
    }

    private static String text(Personality personality) {
        String system = personality.system();
        String wrapper = personality.wrapper();
        if (system == null && wrapper == null) {
            return "Nothing is injected.";
        }
        List<String> parts = new ArrayList<>();
        if (system != null) {
            parts.add("[system]\n" + system);
        }
        if (wrapper != null) {
            parts.add("[after the question]\n" + wrapper);
        }
        return String.join("\n\n", parts);
    }

    private static <T> FactTable table(
            String title, List<String> columns, List<T> records, Function<T, List<String>> row) {
        return new FactTable(title, columns, records.stream().map(row).toList());
    }

    private static String known(@Nullable String text) {
        return text == null || text.isEmpty() ? UNKNOWN : text;
    }
}
