package dev.matrix.app;

import dev.matrix.domain.Concurrency;
import dev.matrix.execution.ConcurrencyChoice;
import dev.matrix.store.ConcurrencyRecord;
import dev.matrix.store.Manifest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How many requests the models of a stored run were asked with at a time. */
final class HeldConcurrency {

    private final Manifest manifest;

    HeldConcurrency(Manifest manifest) {
        this.manifest = manifest;
    }

    /**
     * By model name, for each model that was loaded before the present invocation, which is the last revision: what was measured, else what the invocation
     * before it said.
     */
    Map<String, Integer> byModel() {
        return held(
                manifest.revisions().subList(0, Math.max(0, manifest.revisions().size() - 1)));
    }

    /** The same of a run to which nothing is added now: by model name, for each model that was loaded. */
    Map<String, Integer> atTheEnd() {
        return held(manifest.revisions());
    }

    private Map<String, Integer> held(List<Manifest.Revision> revisions) {
        Optional<Integer> said = revisions.stream()
                .map(HeldConcurrency::of)
                .filter(each -> !each.measured())
                .map(Concurrency::requests)
                .reduce((first, second) -> second);
        Map<String, Integer> held = new HashMap<>();
        said.ifPresent(requests -> manifest.loads().forEach(load -> held.put(load.model(), requests)));
        manifest.concurrency().forEach(record -> held.put(record.model(), record.inFlight()));
        return held;
    }

    /** How many requests a model was asked with at a time, of a run whose present invocation is not written down yet. */
    int asked(String model) {
        return manifest.concurrency().stream()
                .filter(record -> record.model().equals(model))
                .map(ConcurrencyRecord::inFlight)
                .findFirst()
                .orElseGet(() -> latest().requests());
    }

    /** What the latest invocation said. */
    Concurrency latest() {
        return manifest.revisions().stream()
                .map(HeldConcurrency::of)
                .reduce((first, second) -> second)
                .orElse(Concurrency.fixed(Concurrency.USUAL));
    }

    /** One line for the summary; empty where nothing was measured. */
    static Optional<String> note(List<ConcurrencyRecord> records) {
        return records.isEmpty()
                ? Optional.empty()
                : Optional.of("requests in flight, as measured: "
                        + records.stream()
                                .map(record -> record.model() + " " + record.inFlight())
                                .collect(Collectors.joining(", ")));
    }

    static ConcurrencyRecord record(ConcurrencyChoice choice, Instant now) {
        return new ConcurrencyRecord(
                choice.model(),
                choice.inFlight(),
                choice.reason(),
                choice.levels().stream()
                        .map(level -> new ConcurrencyRecord.Level(
                                level.inFlight(),
                                level.requests(),
                                level.failed(),
                                level.tokensPerSecond(),
                                level.noise(),
                                level.served()))
                        .toList(),
                now);
    }

    private static Concurrency of(Manifest.Revision revision) {
        return Boolean.TRUE.equals(revision.measured())
                ? Concurrency.auto()
                : Concurrency.fixed(Math.max(1, revision.concurrency()));
    }
}
