package dev.matrix.store;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code results.json}: derived from manifest, items and journal, and rebuilt from them at any time. {@code results} is nested model, personality,
 * benchmark at the first setting; {@code combinations} is flat over every setting. {@code verdicts} has one entry a primary comparison, {@code controls} one
 * a baseline that was asked twice, and {@code inWords} says in sentences what both come to; a file of an older program has none of the three.
 *
 * @param controlCombinations baseline asked a second time: none of the matrix
 * @param notCompared comparisons that were fixed before the run and have no verdict; a file of an older program has none
 */
public record Results(
        int formatVersion,
        Metadata metadata,
        Map<String, Map<String, Map<String, CellResult>>> results,
        Map<String, Map<String, Statistics>> statistics,
        Execution execution,
        List<FlatCombination> combinations,
        List<VerdictEntry> verdicts,
        List<ControlEntry> controls,
        List<String> inWords,
        List<FlatCombination> controlCombinations,
        List<NotComparedEntry> notCompared) {

    public Results {
        verdicts = List.copyOf(Objects.requireNonNullElse(verdicts, List.of()));
        controls = List.copyOf(Objects.requireNonNullElse(controls, List.of()));
        inWords = List.copyOf(Objects.requireNonNullElse(inWords, List.of()));
        controlCombinations = List.copyOf(Objects.requireNonNullElse(controlCombinations, List.of()));
        notCompared = List.copyOf(Objects.requireNonNullElse(notCompared, List.of()));
    }

    /** The format that this program writes. */
    public static final int FORMAT_VERSION = 1;

    /**
     * What the numbers belong to.
     *
     * @param nestedSetting id of the setting that {@code results} and {@code statistics} show
     * @param shard which part of a run this is; null when it is all of it
     * @param hosts the servers of a run that had several; empty of one that had one
     */
    public record Metadata(
            String runId,
            Instant timestamp,
            String state,
            List<ModelEntry> models,
            List<String> personalities,
            List<String> benchmarks,
            FrozenSettings settings,
            List<String> axes,
            String nestedSetting,
            String engine,
            Map<String, DataEntry> data,
            boolean simulated,
            Versions versions,
            List<Manifest.ProtocolRecord> protocols,
            List<Manifest.ReachRecord> reach,
            List<String> warnings,
            @Nullable ShardRecord shard,
            List<HostEntry> hosts) {
        public Metadata {
            // A file of a time when a run had one server has none.
            hosts = List.copyOf(Objects.requireNonNullElse(hosts, List.of()));
        }
    }

    /**
     * One of the servers of a run that had several; what it is called on its network is told in the manifest only.
     *
     * @param host its number, from 1
     * @param speed replies a second in the measurement; null when it was not measured
     * @param models that were asked there and nowhere else
     */
    public record HostEntry(
            int host, String version, @Nullable Double speed, List<String> models) {
        public HostEntry {
            models = List.copyOf(models);
        }
    }

    /**
     * A model in the metadata.
     *
     * @param thinks true when the server says that it can think
     */
    public record ModelEntry(
            String name,
            String digest,
            @Nullable Long parameterCount,
            String family,
            String quantization,
            boolean thinks) {}

    /**
     * Where a benchmark's items came from.
     *
     * @param shownAs name with its mark, e.g. {@code mmlu (sample)}
     */
    public record DataEntry(String kind, String origin, String hash, int available, int used, String shownAs) {}

    /**
     * Versions of the programs involved.
     *
     * @param lmEval of lm-eval, with its commit where there is one; null where the native engine asked
     */
    public record Versions(
            String matrix,
            String server,
            String java,
            @Nullable String lmEval) {}

    /**
     * A model and personality over benchmarks.
     *
     * @param stdDev spread over benchmarks (n-1): how tasks differ, not how uncertain the mean is
     */
    public record Statistics(
            @Nullable Double mean,
            @Nullable Double stdDev,
            String stdDevOf,
            int nBenchmarks,
            @Nullable VsBaseline vsBaseline) {}

    /**
     * The difference to baseline over the benchmarks valid in both.
     *
     * @param absolute mean over benchmarks of the difference on the items valid in both
     * @param relative difference over baseline's mean; null when that is 0
     * @param itemsWon items right here and wrong in baseline
     * @param itemsLost the reverse
     * @param itemsCompared items valid in both
     * @param itemsDropped items valid in only one
     */
    public record VsBaseline(
            @Nullable Double absolute,
            @Nullable Double relative,
            int nBenchmarks,
            int itemsWon,
            int itemsLost,
            int itemsCompared,
            int itemsDropped) {}

    /**
     * Times and counts. A null is unknown: only a clock could have told it, and nobody wrote it down.
     *
     * @param wallSeconds sum over the invocations that asked something
     * @param requestSeconds sum of request times of all trials that count
     * @param requests sent for trials by all invocations, retries included
     * @param retries of these
     * @param loads loads of models over all invocations
     * @param promptTokens of all trials that count
     * @param generatedTokens of all trials that count
     * @param tokensPerSecond of one request while it generates, over all trials that count, without calls whose time the server did not say; null when
     *     nothing was generated
     * @param gpuShare share of the models' memory that is on a GPU; null when unknown
     * @param cachedTrials trials that count and were taken from the cache across runs: no time of theirs is in here; null in a file of a time without it
     * @param probeRequests that measured how many requests at a time suit each model; none of {@code requests}
     * @param concurrency what that came to
     */
    public record Execution(
            @Nullable Double wallSeconds,
            double requestSeconds,
            @Nullable Long requests,
            @Nullable Long retries,
            int loads,
            long promptTokens,
            long generatedTokens,
            @Nullable Double tokensPerSecond,
            @Nullable Double gpuShare,
            int invocations,
            @Nullable Integer cachedTrials,
            long probeRequests,
            List<ConcurrencyRecord> concurrency) {
        public Execution {
            // A file of a time when nothing was measured has none.
            concurrency = List.copyOf(Objects.requireNonNullElse(concurrency, List.of()));
        }
    }

    /** One combination with its coordinates beside the cell's fields. */
    public record FlatCombination(
            String id,
            String model,
            String personality,
            String benchmark,
            SortedMap<String, String> setting,
            String fingerprint,
            @JsonUnwrapped CellResult cell) {}

    /**
     * One primary comparison: a personality against baseline on the items valid in both. Differences are shares: 0.05 is 5 points.
     *
     * @param id of the combination
     * @param setting id of the setting
     * @param reference what it is compared with
     * @param sample true for the items bundled with the program, never to be compared with real ones
     * @param compared items valid in both
     * @param dropped planned items that are missing in one or both
     * @param ci95 lower and upper end, not corrected
     * @param adjusted the same at the level of this comparison in the family; it decides the verdict
     * @param adjustedConfidence confidence of {@code adjusted}
     * @param family comparisons that the correction is for
     * @param itemsNeeded items that would find the smallest effect of interest; null when decided
     * @param note what else must be known to read it
     */
    public record VerdictEntry(
            String id,
            String model,
            String personality,
            String benchmark,
            String setting,
            String reference,
            boolean sample,
            int compared,
            int dropped,
            int won,
            int lost,
            double accuracy,
            double referenceAccuracy,
            double difference,
            List<Double> ci95,
            List<Double> adjusted,
            double adjustedConfidence,
            double p,
            double adjustedP,
            int family,
            String test,
            String verdict,
            @Nullable Integer itemsNeeded,
            @Nullable String note) {}

    /**
     * A primary comparison that has no verdict.
     *
     * @param id of the combination
     * @param reason why, as a clause
     * @param counted true when the run itself made it unusable, so that the correction counts it all the same; false when no effect can be told of it at all
     */
    public record NotComparedEntry(String id, String reason, boolean counted) {}

    /**
     * Baseline asked twice.
     *
     * @param flips items that changed
     * @param flipRate95 Wilson's 95 % interval of the flip rate
     * @param floor a difference that is not larger is noise, a share
     * @param reproducible true when no item changed
     */
    public record ControlEntry(
            String model,
            String benchmark,
            String setting,
            int compared,
            int flips,
            double flipRate,
            List<Double> flipRate95,
            double difference,
            double floor,
            boolean reproducible) {}
}
