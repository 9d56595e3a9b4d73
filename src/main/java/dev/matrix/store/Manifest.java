package dev.matrix.store;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Reach;
import dev.matrix.domain.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was asked and on what: {@code manifest.json}. With items.jsonl and trials.jsonl it is enough to rebuild everything else.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param runId the run's name
 * @param state where it stands
 * @param createdAt first invocation
 * @param updatedAt last change
 * @param programVersion version of matrix of the first invocation
 * @param settings frozen settings; only {@code limit}, {@code repeats} and {@code temperatures} may grow
 * @param server the server of the latest invocation
 * @param models models in run order
 * @param personalities with their exact texts
 * @param ownPrompts names of the personalities that came from the command line
 * @param benchmarks with their exact formats
 * @param axes the remaining axes; the first is the nested setting
 * @param protocols protocol a model and benchmark with the reason
 * @param baselines what baseline's system turn holds, a model
 * @param reach reach a model and personality with the evidence
 * @param loads every load of a model
 * @param failures combinations that the latest invocation gave up as a whole
 * @param warnings what a person was told
 * @param revisions one an invocation
 * @param simulated true when a simulator answered
 * @param lmEval the lm-eval of the latest invocation; null where the native engine asks
 * @param concurrency how many requests each model is asked with at a time, where that was measured
 * @param stops how far combinations got that a rule of the run stopped
 * @param shard which part of the run this is; null when it is all of it
 * @param mergedFrom the shards that it was put together from; empty for any other run
 * @param hosts its servers, and where each model was asked; null of a run that had one server in all its invocations
 * @param cacheChecks whether cached answers of other runs may stand beside new ones, a model; empty where nothing was mixed
 */
public record Manifest(
        int formatVersion,
        String runId,
        RunState state,
        Instant createdAt,
        Instant updatedAt,
        String programVersion,
        FrozenSettings settings,
        ServerRecord server,
        List<Model> models,
        List<Personality> personalities,
        List<String> ownPrompts,
        List<BenchmarkRecord> benchmarks,
        List<Setting> axes,
        List<ProtocolRecord> protocols,
        List<BaselineRecord> baselines,
        List<ReachRecord> reach,
        List<LoadRecord> loads,
        List<FailureRecord> failures,
        List<String> warnings,
        List<Revision> revisions,
        boolean simulated,
        @Nullable LmEvalVersion lmEval,
        List<StopRecord> stops,
        @Nullable ShardRecord shard,
        List<MergedShard> mergedFrom,
        @Nullable HostsRecord hosts,
        List<CacheCheckRecord> cacheChecks,
        List<ConcurrencyRecord> concurrency) {

    /** The format that this program writes; a file with a higher number is refused. */
    public static final int FORMAT_VERSION = 1;

    public Manifest {
        models = List.copyOf(models);
        personalities = List.copyOf(personalities);
        ownPrompts = List.copyOf(ownPrompts);
        benchmarks = List.copyOf(benchmarks);
        axes = List.copyOf(axes);
        protocols = List.copyOf(protocols);
        baselines = List.copyOf(baselines);
        reach = List.copyOf(reach);
        loads = List.copyOf(loads);
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
        revisions = List.copyOf(revisions);
        // A file of a time when nothing could be stopped has none.
        stops = List.copyOf(Objects.requireNonNullElse(stops, List.of()));
        mergedFrom = List.copyOf(Objects.requireNonNullElse(mergedFrom, List.of()));
        // Nor a cache.
        cacheChecks = List.copyOf(Objects.requireNonNullElse(cacheChecks, List.of()));
        // Nor were there such records before it could be measured.
        concurrency = List.copyOf(Objects.requireNonNullElse(concurrency, List.of()));
    }

    /**
     * The server that answered.
     *
     * @param embedded true for the simulator inside the program; null in a file of a time when that was not written down
     */
    public record ServerRecord(
            String address, String version, @Nullable Boolean embedded) {}

    /** The protocol of a model and benchmark. */
    public record ProtocolRecord(String model, String benchmark, Protocol readBy, String reason) {}

    /** What baseline's system turn holds for a model. */
    public record BaselineRecord(String model, BaselineSystem system, String reason) {}

    /** The reach of a personality in a model. */
    public record ReachRecord(String model, String personality, Reach reach, String evidence) {}

    /**
     * One load of a model.
     *
     * @param contextTokens num_ctx
     * @param sizeBytes memory, 0 when unknown
     * @param gpuBytes memory on a GPU
     * @param seconds how long it took
     */
    public record LoadRecord(
            String model, int contextTokens, long sizeBytes, long gpuBytes, double seconds, Instant at) {}

    /** Why a combination was given up, e.g. because its model does not load. */
    public record FailureRecord(String combination, String error) {}

    /**
     * A combination that was asked no more, and not because anything failed.
     *
     * @param items that were asked, all from the first on
     * @param by {@code budget} or {@code decided}
     */
    public record StopRecord(String combination, int items, String by) {}

    /**
     * Cached trials of a model that were asked again.
     *
     * @param compared trials with an answer
     * @param flips of these, answered differently
     * @param allowed flips that noise explains
     * @param used false: all of the model is asked anew, and nothing that came from the cache counts
     * @param reason a sentence
     * @param digest the model's; null in a file of a time when it was not kept
     * @param version the server's; null in a file of a time when it was not kept
     * @param origins whose answers were asked again
     */
    public record CacheCheckRecord(
            String model,
            int compared,
            int flips,
            int allowed,
            boolean used,
            String reason,
            Instant at,
            @Nullable String digest,
            @Nullable String version,
            List<String> origins) {

        public CacheCheckRecord {
            origins = List.copyOf(Objects.requireNonNullElse(origins, List.of()));
        }
    }

    /**
     * One invocation.
     *
     * @param number from 1
     * @param action {@code created}, {@code resumed} or {@code extended}
     * @param changes what it added
     * @param concurrency requests in flight at the most
     * @param measured true when each model's own number was measured; null in a file of a time when none was
     */
    public record Revision(
            int number,
            Instant at,
            String action,
            List<String> changes,
            int concurrency,
            String host,
            @Nullable Boolean measured) {
        public Revision {
            changes = List.copyOf(changes);
        }
    }

    /** The same manifest at another state. */
    public Manifest withState(RunState next, Instant now) {
        return with(next, now, observations());
    }

    /** With a protocol; a choice for the same model and benchmark is replaced. */
    public Manifest withProtocol(ProtocolRecord choice, Instant now) {
        return with(state, now, observations().with(choice));
    }

    /** With what baseline's system turn holds; one for the same model is replaced. */
    public Manifest withBaseline(BaselineRecord baseline, Instant now) {
        return with(state, now, observations().with(baseline));
    }

    /** With a reach finding; one for the same model and personality is replaced. */
    public Manifest withReach(ReachRecord finding, Instant now) {
        return with(state, now, observations().with(finding));
    }

    /** With one more load. */
    public Manifest withLoad(LoadRecord load, Instant now) {
        return with(state, now, observations().with(load));
    }

    /** With how many requests a model is asked with at a time; one for the same model is replaced. */
    public Manifest withConcurrency(ConcurrencyRecord choice, Instant now) {
        return with(state, now, observations().with(choice));
    }

    /** With a failure; one for the same combination is replaced. */
    public Manifest withFailure(FailureRecord failure, Instant now) {
        return with(state, now, observations().with(failure));
    }

    /** With how far a combination got; one for the same combination is replaced. */
    public Manifest withStop(StopRecord stop, Instant now) {
        return with(state, now, observations().with(stop));
    }

    /** With a combination that was asked to its end after all. */
    public Manifest withoutStop(String combination, Instant now) {
        return stops.stream().noneMatch(stop -> stop.combination().equals(combination))
                ? this
                : with(state, now, observations().withoutStop(combination));
    }

    /** With what came of asking cached trials of a model again; an earlier finding of the model is replaced. */
    public Manifest withCacheCheck(CacheCheckRecord check, Instant now) {
        return with(state, now, observations().with(check));
    }

    /** With one more warning; a sentence is kept once. */
    public Manifest withWarning(String sentence, Instant now) {
        return warnings.contains(sentence)
                ? this
                : with(state, now, observations().withWarning(sentence));
    }

    /** With its servers and placements. */
    public Manifest withHosts(HostsRecord next, Instant now) {
        return with(state, now, observations().with(next));
    }

    /**
     * With nothing that was seen of a model, since it is asked anew on another server.
     *
     * @param itsCombinations true for the ids of its combinations
     */
    public Manifest withoutModel(String model, Predicate<String> itsCombinations, Instant now) {
        return with(state, now, observations().without(model, itsCombinations));
    }

    private Observations observations() {
        return new Observations(
                protocols, baselines, reach, loads, failures, stops, cacheChecks, concurrency, warnings, hosts);
    }

    private Manifest with(RunState nextState, Instant now, Observations seen) {
        return new Manifest(
                formatVersion,
                runId,
                nextState,
                createdAt,
                now,
                programVersion,
                settings,
                server,
                models,
                personalities,
                ownPrompts,
                benchmarks,
                axes,
                seen.protocols(),
                seen.baselines(),
                seen.reach(),
                seen.loads(),
                seen.failures(),
                seen.warnings(),
                revisions,
                simulated,
                lmEval,
                seen.stops(),
                shard,
                mergedFrom,
                seen.hosts(),
                seen.cacheChecks(),
                seen.concurrency());
    }

    /** What another invocation plans. What was observed stays, but for failures: everything that is not complete is tried again. */
    public Manifest extended(
            FrozenSettings nextSettings,
            ServerRecord nextServer,
            @Nullable LmEvalVersion nextLmEval,
            List<Model> nextModels,
            List<Personality> nextPersonalities,
            List<String> nextOwnPrompts,
            List<BenchmarkRecord> nextBenchmarks,
            List<Setting> nextAxes,
            Revision revision) {
        List<Revision> nextRevisions = new ArrayList<>(revisions);
        nextRevisions.add(revision);
        return new Manifest(
                formatVersion,
                runId,
                RunState.RUNNING,
                createdAt,
                revision.at(),
                programVersion,
                nextSettings,
                nextServer,
                nextModels,
                nextPersonalities,
                nextOwnPrompts,
                nextBenchmarks,
                nextAxes,
                protocols,
                baselines,
                reach,
                loads,
                List.of(),
                warnings,
                nextRevisions,
                simulated,
                nextLmEval,
                stops,
                shard,
                mergedFrom,
                hosts,
                cacheChecks,
                concurrency);
    }
}
