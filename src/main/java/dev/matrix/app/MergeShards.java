package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.store.LmEvalRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import dev.matrix.store.RunDirectory;
import dev.matrix.store.RunDraft;
import dev.matrix.store.RunState;
import dev.matrix.store.RunStore;
import dev.matrix.store.ShardRecord;
import dev.matrix.store.StoredRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the shards of a run together to one that is like any other: no network, no data files. The shards are only read. */
public final class MergeShards {

    private final Ports ports;
    private final RunStore store;

    public MergeShards(Ports ports, Runs runs) {
        this.ports = ports;
        this.store = runs.store();
    }

    /**
     * What came of it.
     *
     * @param shards that were put together
     * @param unfinished true when shards are absent or were cut short, so that a resume has something to ask
     * @param warnings which lines of the journals could not be read, and models that were asked in different ways
     * @param checked what came of the rules
     * @param json the results
     */
    public record Merged(
            RunSummary summary,
            int shards,
            boolean unfinished,
            List<String> warnings,
            Gate.Checked checked,
            String json) {
        public Merged {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Merges.
     *
     * @param names of the shards, or their paths
     * @param runId of the new run
     * @param allowMissing accept that shards are absent or cut short
     * @param gate what the merged run is held against
     * @throws MatrixException of kind USAGE when they do not belong together or the name is taken; nothing is written then
     */
    public Merged merge(List<String> names, String runId, boolean allowMissing, Gate gate) {
        List<StoredRun> shards =
                new ShardChecks(names.stream().map(store::read).toList(), store::isWritten).require(allowMissing);
        gate.requireMatches(PlanNames.of(shards.get(0).manifest()));
        ShardJournals journals = ShardJournals.read(shards, allowMissing, ports.programVersion());
        boolean cut = journals.open() || shards.stream().anyMatch(ShardChecks::wasCut) || shards.size() < count(shards);
        List<String> warnings = new ArrayList<>(journals.warnings());
        warnings.addAll(new ShardConcurrency(shards).warnings());
        try (RunDraft draft = store.draft(runId)) {
            return merge(shards, runId, cut, draft, warnings, gate);
        }
    }

    private static int count(List<StoredRun> shards) {
        ShardRecord shard = shards.get(0).manifest().shard();
        return shard == null ? shards.size() : shard.count();
    }

    private Merged merge(
            List<StoredRun> shards, String runId, boolean cut, RunDraft draft, List<String> warnings, Gate gate) {
        Instant now = ports.clock().instant();
        Manifest plan = new MergedManifest(shards).manifest(runId, RunState.INTERRUPTED, now);
        draft.saveManifest(plan);
        draft.saveItems(shards.get(0).items().values());
        draft.saveLmEval(lmEval(shards));
        draft.saveJournal(shards);
        StoredScores scores = StoredScores.of(draft.stored(), ports.programVersion());
        RunState state =
                cut ? RunState.INTERRUPTED : scores.board().isComplete() ? RunState.FINISHED : RunState.INCOMPLETE;
        Manifest manifest = plan.withState(state, now);
        draft.saveManifest(manifest);
        Results results = scores.assembly().results(manifest, execution(shards), now);
        Gate.Checked checked = gate.check(results);
        String json = draft.saveResults(results);
        Path place = draft.publish();
        saveCheckpoint(runId, scores, manifest, now);
        return new Merged(
                RunSummary.of(place, results), shards.size(), state == RunState.INTERRUPTED, warnings, checked, json);
    }

    /** The last and least: it is rebuilt where it is missing. */
    private void saveCheckpoint(String runId, StoredScores scores, Manifest manifest, Instant now) {
        try (RunDirectory directory = store.open(runId)) {
            directory.saveCheckpoint(
                    scores.board().combinations(), () -> scores.assembly().checkpoint(manifest, now));
        }
    }

    private static Map<String, LmEvalRecord> lmEval(List<StoredRun> shards) {
        Map<String, LmEvalRecord> said = new LinkedHashMap<>();
        shards.forEach(run -> said.putAll(run.lmEval()));
        return said;
    }

    /** Sums of what only the shards' own clocks could tell; empty when one of them has lost it. */
    private static Optional<Results.Execution> execution(List<StoredRun> shards) {
        Results.Execution sum = null;
        for (StoredRun run : shards) {
            Optional<Results.Execution> its = run.readableResults().map(Results::execution);
            if (its.isEmpty()) {
                return Optional.empty();
            }
            sum = sum == null ? its.get() : sum(sum, its.get());
        }
        return Optional.ofNullable(sum);
    }

    /** All but times and counts of requests is told by manifest and journal. The shards were asked at the same time, or could have been. */
    private static Results.Execution sum(Results.Execution one, Results.Execution other) {
        return new Results.Execution(
                one.wallSeconds() == null || other.wallSeconds() == null
                        ? null
                        : Double.valueOf(Math.max(one.wallSeconds(), other.wallSeconds())),
                one.requestSeconds(),
                one.requests() == null || other.requests() == null
                        ? null
                        : Long.valueOf(one.requests() + other.requests()),
                one.retries() == null || other.retries() == null ? null : Long.valueOf(one.retries() + other.retries()),
                one.loads(),
                one.promptTokens(),
                one.generatedTokens(),
                null,
                null,
                one.invocations(),
                one.cachedTrials(),
                one.probeRequests(),
                one.concurrency());
    }
}
