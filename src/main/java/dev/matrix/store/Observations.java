package dev.matrix.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a run has seen of its server and models: the part of a {@link Manifest} that grows while the run goes on. */
record Observations(
        List<Manifest.ProtocolRecord> protocols,
        List<Manifest.BaselineRecord> baselines,
        List<Manifest.ReachRecord> reach,
        List<Manifest.LoadRecord> loads,
        List<Manifest.FailureRecord> failures,
        List<Manifest.StopRecord> stops,
        List<Manifest.CacheCheckRecord> cacheChecks,
        List<ConcurrencyRecord> concurrency,
        List<String> warnings,
        @Nullable HostsRecord hosts) {

    Observations with(Manifest.ProtocolRecord choice) {
        List<Manifest.ProtocolRecord> next = replaced(
                protocols,
                old -> old.model().equals(choice.model()) && old.benchmark().equals(choice.benchmark()),
                choice);
        return new Observations(
                next, baselines, reach, loads, failures, stops, cacheChecks, concurrency, warnings, hosts);
    }

    Observations with(Manifest.BaselineRecord baseline) {
        List<Manifest.BaselineRecord> next =
                replaced(baselines, old -> old.model().equals(baseline.model()), baseline);
        return new Observations(
                protocols, next, reach, loads, failures, stops, cacheChecks, concurrency, warnings, hosts);
    }

    Observations with(Manifest.ReachRecord finding) {
        List<Manifest.ReachRecord> next = replaced(
                reach,
                old -> old.model().equals(finding.model()) && old.personality().equals(finding.personality()),
                finding);
        return new Observations(
                protocols, baselines, next, loads, failures, stops, cacheChecks, concurrency, warnings, hosts);
    }

    Observations with(Manifest.LoadRecord load) {
        return new Observations(
                protocols,
                baselines,
                reach,
                replaced(loads, old -> false, load),
                failures,
                stops,
                cacheChecks,
                concurrency,
                warnings,
                hosts);
    }

    Observations with(Manifest.FailureRecord failure) {
        List<Manifest.FailureRecord> next =
                replaced(failures, old -> old.combination().equals(failure.combination()), failure);
        return new Observations(
                protocols, baselines, reach, loads, next, stops, cacheChecks, concurrency, warnings, hosts);
    }

    Observations with(Manifest.StopRecord stop) {
        List<Manifest.StopRecord> next =
                replaced(stops, old -> old.combination().equals(stop.combination()), stop);
        return new Observations(
                protocols, baselines, reach, loads, failures, next, cacheChecks, concurrency, warnings, hosts);
    }

    Observations with(Manifest.CacheCheckRecord check) {
        return new Observations(
                protocols,
                baselines,
                reach,
                loads,
                failures,
                stops,
                replaced(cacheChecks, old -> old.model().equals(check.model()), check),
                concurrency,
                warnings,
                hosts);
    }

    Observations withoutStop(String combination) {
        List<Manifest.StopRecord> next = stops.stream()
                .filter(old -> !old.combination().equals(combination))
                .toList();
        return new Observations(
                protocols, baselines, reach, loads, failures, next, cacheChecks, concurrency, warnings, hosts);
    }

    Observations withWarning(String sentence) {
        return new Observations(
                protocols,
                baselines,
                reach,
                loads,
                failures,
                stops,
                cacheChecks,
                concurrency,
                replaced(warnings, old -> false, sentence),
                hosts);
    }

    Observations with(ConcurrencyRecord choice) {
        return new Observations(
                protocols,
                baselines,
                reach,
                loads,
                failures,
                stops,
                cacheChecks,
                replaced(concurrency, old -> old.model().equals(choice.model()), choice),
                warnings,
                hosts);
    }

    Observations with(HostsRecord next) {
        return new Observations(
                protocols, baselines, reach, loads, failures, stops, cacheChecks, concurrency, warnings, next);
    }

    /** What was seen of a model on a server whose answers do not count any more; its loads have happened all the same. */
    Observations without(String model, Predicate<String> itsCombinations) {
        return new Observations(
                kept(protocols, record -> !record.model().equals(model)),
                kept(baselines, record -> !record.model().equals(model)),
                kept(reach, record -> !record.model().equals(model)),
                loads,
                kept(failures, record -> !itsCombinations.test(record.combination())),
                kept(stops, record -> !itsCombinations.test(record.combination())),
                kept(cacheChecks, record -> !record.model().equals(model)),
                kept(concurrency, record -> !record.model().equals(model)),
                warnings,
                hosts);
    }

    private static <T> List<T> kept(List<T> records, Predicate<T> which) {
        return records.stream().filter(which).toList();
    }

    private static <T> List<T> replaced(List<T> records, Predicate<T> old, T added) {
        List<T> next = new ArrayList<>(records);
        next.removeIf(old);
        next.add(added);
        return next;
    }
}
