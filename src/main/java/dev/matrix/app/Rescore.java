package dev.matrix.app;

import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import dev.matrix.store.RunDirectory;
import dev.matrix.store.RunStore;
import dev.matrix.store.StoredRun;
import dev.matrix.store.UnreadableLines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Rebuilds results.json and the checkpoint from a run's own files: no network, no data files. */
public final class Rescore {

    private final Ports ports;
    private final RunStore store;

    public Rescore(Ports ports, Runs runs) {
        this.ports = ports;
        this.store = runs.store();
    }

    /**
     * What rescoring found.
     *
     * @param warnings what is missing of the run's files or could not be read of them, one sentence each
     * @param changed combinations whose score differs from the file that was there; empty when none could be read
     * @param json the new results.json
     */
    public record Rescored(RunSummary summary, List<String> warnings, OptionalInt changed, Supplier<String> json) {}

    public Rescored rescore(String run) {
        // Before it is opened for writing, which makes an empty journal.
        boolean journal = store.read(run).hasJournal();
        try (RunDirectory directory = store.open(run)) {
            StoredRun stored = directory.stored();
            StoredScores scores = StoredScores.of(stored, ports.programVersion());
            Manifest manifest = scores.manifest();
            ResultsAssembly assembly = scores.assembly();
            Instant now = ports.clock().instant();
            Optional<Results> before = stored.readableResults();
            Results results = assembly.results(manifest, before.map(Results::execution), now);
            Supplier<String> json = directory.saveResults(results);
            directory.saveCheckpoint(scores.board().combinations(), () -> assembly.checkpoint(manifest, now));
            return new Rescored(
                    RunSummary.of(directory.directory(), results),
                    warnings(stored, journal, before.isPresent(), scores.unreadable()),
                    before.map(old -> OptionalInt.of(changed(old, results))).orElseGet(OptionalInt::empty),
                    json);
        }
    }

    private static List<String> warnings(
            StoredRun stored, boolean journal, boolean results, UnreadableLines unreadable) {
        List<String> warnings = new ArrayList<>();
        if (!journal) {
            warnings.add(stored.directory().resolve("trials.jsonl")
                    + " is missing, so there is no reply to score: restore it, or ask again with --resume.");
        }
        unreadable.warning().ifPresent(warnings::add);
        if (!results) {
            warnings.add(stored.directory().resolve("results.json")
                    + " was missing or could not be read: it is rebuilt, without the times of its invocations.");
        }
        return warnings;
    }

    private static int changed(Results before, Results after) {
        Map<String, Optional<Double>> scores = new HashMap<>();
        before.combinations()
                .forEach(was ->
                        scores.put(was.id(), Optional.ofNullable(was.cell().score())));
        return (int) after.combinations().stream()
                .filter(now -> !Optional.ofNullable(now.cell().score()).equals(scores.get(now.id())))
                .count();
    }
}
