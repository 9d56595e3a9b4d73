package dev.matrix.app;

import dev.matrix.domain.DataKind;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Setting;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.HostsRecord;
import dev.matrix.store.LmEvalRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
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
                protocols(),
                reach(),
                manifest.warnings(),
                manifest.shard(),
                hosts());
    }

    /** As planned, not as it was found out: a resume, several hosts and shards find in another order. */
    private List<Manifest.ProtocolRecord> protocols() {
        List<String> benchmarks = manifest.benchmarks().stream()
                .map(record -> record.benchmark().name())
                .toList();
        return manifest.protocols().stream()
                .sorted(byModel(Manifest.ProtocolRecord::model)
                        .thenComparingInt(record -> benchmarks.indexOf(record.benchmark())))
                .toList();
    }

    private List<Manifest.ReachRecord> reach() {
        List<String> personalities =
                manifest.personalities().stream().map(Personality::name).toList();
        return manifest.reach().stream()
                .sorted(byModel(Manifest.ReachRecord::model)
                        .thenComparingInt(record -> personalities.indexOf(record.personality())))
                .toList();
    }

    private <T> Comparator<T> byModel(Function<T, String> model) {
        List<String> models = manifest.models().stream().map(Model::name).toList();
        return Comparator.comparingInt(record -> models.indexOf(model.apply(record)));
    }

    private List<Results.HostEntry> hosts() {
        HostsRecord hosts = manifest.hosts();
        List<Results.HostEntry> entries = new ArrayList<>();
        if (hosts != null) {
            for (HostsRecord.HostRecord server : hosts.servers()) {
                entries.add(new Results.HostEntry(
                        entries.size() + 1, server.version(), server.speed(), hosts.models(server.address())));
            }
        }
        return entries;
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
