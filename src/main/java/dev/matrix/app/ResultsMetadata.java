package dev.matrix.app;

import dev.matrix.domain.DataKind;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Setting;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.LmEvalRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The block of results.json that says what the numbers belong to. */
final class ResultsMetadata {

    private final Manifest manifest;
    private final Map<String, ItemSet> items;
    private final String programVersion;
    private final Collection<LmEvalRecord> lmEval;

    ResultsMetadata(
            Manifest manifest, Map<String, ItemSet> items, String programVersion, Collection<LmEvalRecord> lmEval) {
        this.manifest = manifest;
        this.items = items;
        this.programVersion = programVersion;
        this.lmEval = lmEval;
    }

    Results.Metadata metadata(Instant now) {
        return new Results.Metadata(
                manifest.runId(),
                now,
                ResumedRequest.lower(manifest.state()),
                ShardSetup.models(manifest).stream()
                        .map(model -> new Results.ModelEntry(
                                model.name(),
                                model.digest(),
                                model.parameterCount(),
                                model.family(),
                                model.quantization(),
                                model.capabilities().contains("thinking")))
                        .toList(),
                manifest.personalities().stream().map(Personality::name).toList(),
                ShardSetup.benchmarks(manifest).stream()
                        .map(record -> record.benchmark().name())
                        .toList(),
                manifest.settings(),
                manifest.axes().stream().map(Setting::id).toList(),
                manifest.axes().get(0).id(),
                manifest.settings().engine(),
                data(),
                manifest.simulated(),
                new Results.Versions(
                        programVersion,
                        manifest.server().version(),
                        Runtime.version().toString(),
                        lmEvalVersion()),
                manifest.protocols(),
                manifest.reach(),
                manifest.warnings(),
                manifest.shard());
    }

    /** All of them where a run was resumed with another one. */
    private @Nullable String lmEvalVersion() {
        String versions = lmEval.stream()
                .map(said -> said.gitHash() == null ? said.version() : said.version() + " (" + said.gitHash() + ")")
                .distinct()
                .collect(Collectors.joining(", "));
        return versions.isEmpty() ? null : versions;
    }

    private Map<String, Results.DataEntry> data() {
        Map<String, Results.DataEntry> data = new LinkedHashMap<>();
        for (BenchmarkRecord record : ShardSetup.benchmarks(manifest)) {
            String name = record.benchmark().name();
            ItemSet set = items.get(name);
            data.put(
                    name,
                    new Results.DataEntry(
                            kind(record.kind()),
                            record.origin(),
                            record.dataHash(),
                            record.available(),
                            set == null ? record.used() : set.items().size(),
                            BenchmarkItems.shownAs(name, record.kind())));
        }
        return data;
    }

    static String kind(DataKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
