package dev.matrix.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a run has seen of its server and models: the part of a {@link Manifest} that grows while the run goes on. */
record Observations(
        List<Manifest.ProtocolRecord> protocols,
        List<Manifest.BaselineRecord> baselines,
        List<Manifest.ReachRecord> reach,
        List<Manifest.LoadRecord> loads,
        List<Manifest.FailureRecord> failures,
        List<Manifest.StopRecord> stops,
        List<ConcurrencyRecord> concurrency,
        List<String> warnings) {

    Observations with(Manifest.ProtocolRecord choice) {
        List<Manifest.ProtocolRecord> next = replaced(
                protocols,
                old -> old.model().equals(choice.model()) && old.benchmark().equals(choice.benchmark()),
                choice);
        return new Observations(next, baselines, reach, loads, failures, stops, concurrency, warnings);
    }

    Observations with(Manifest.BaselineRecord baseline) {
        List<Manifest.BaselineRecord> next =
                replaced(baselines, old -> old.model().equals(baseline.model()), baseline);
        return new Observations(protocols, next, reach, loads, failures, stops, concurrency, warnings);
    }

    Observations with(Manifest.ReachRecord finding) {
        List<Manifest.ReachRecord> next = replaced(
                reach,
                old -> old.model().equals(finding.model()) && old.personality().equals(finding.personality()),
                finding);
        return new Observations(protocols, baselines, next, loads, failures, stops, concurrency, warnings);
    }

    Observations with(Manifest.LoadRecord load) {
        return new Observations(
                protocols,
                baselines,
                reach,
                replaced(loads, old -> false, load),
                failures,
                stops,
                concurrency,
                warnings);
    }

    Observations with(ConcurrencyRecord choice) {
        List<ConcurrencyRecord> next = replaced(concurrency, old -> old.model().equals(choice.model()), choice);
        return new Observations(protocols, baselines, reach, loads, failures, stops, next, warnings);
    }

    Observations with(Manifest.FailureRecord failure) {
        List<Manifest.FailureRecord> next =
                replaced(failures, old -> old.combination().equals(failure.combination()), failure);
        return new Observations(protocols, baselines, reach, loads, next, stops, concurrency, warnings);
    }

    Observations with(Manifest.StopRecord stop) {
        List<Manifest.StopRecord> next =
                replaced(stops, old -> old.combination().equals(stop.combination()), stop);
        return new Observations(protocols, baselines, reach, loads, failures, next, concurrency, warnings);
    }

    Observations withoutStop(String combination) {
        List<Manifest.StopRecord> next = stops.stream()
                .filter(old -> !old.combination().equals(combination))
                .toList();
        return new Observations(protocols, baselines, reach, loads, failures, next, concurrency, warnings);
    }

    Observations withWarning(String sentence) {
        return new Observations(
                protocols,
                baselines,
                reach,
                loads,
                failures,
                stops,
                concurrency,
                replaced(warnings, old -> false, sentence));
    }

    private static <T> List<T> replaced(List<T> records, Predicate<T> old, T added) {
        List<T> next = new ArrayList<>(records);
        next.removeIf(old);
        next.add(added);
        return next;
    }
}
