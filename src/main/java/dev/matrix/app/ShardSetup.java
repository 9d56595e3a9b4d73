package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Shard;
import dev.matrix.domain.StopWhen;
import dev.matrix.plan.ShardPart;
import dev.matrix.plan.ShardSplit;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.ShardRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes from a prepared run the part that one shard asks, and writes it down. */
final class ShardSetup {

    private ShardSetup() {}

    /**
     * The part that the request names; all of it when it names none.
     *
     * @throws MatrixException of kind USAGE when the run cannot be split so
     */
    static PreparedRun part(PreparedRun whole) {
        Shard shard = whole.request().storage().shard();
        if (shard == null || whole.nothingToRun().isPresent()) {
            return whole;
        }
        if (whole.request().design().stopWhen() == StopWhen.DECIDED) {
            throw MatrixException.usage(
                    "--stop-when decided cannot be used with --shard: whether a comparison is decided"
                            + " depends on all comparisons of the run, and a shard sees only its own. Leave out one of them.");
        }
        return whole.withPart(
                shares(whole, shard.count()).get(shard.index() - 1).part());
    }

    /** All shards of a run that has not begun. */
    static List<ShardSplit.Share> shares(PreparedRun whole, int count) {
        // One request in flight, whatever this machine uses: the split must be the same on all of them.
        PlanEstimate estimate = new PlanEstimate(whole.request(), whole.conversations(), 1);
        return new ShardSplit(part -> estimate.of(part).seconds()).shares(whole.whole(), count);
    }

    /** The models that a run asks, which are some of its manifest's in a shard. */
    static List<Model> models(Manifest manifest) {
        ShardPart part = recorded(manifest.shard());
        return manifest.models().stream()
                .filter(model -> part == null || part.benchmarks().containsKey(model.name()))
                .toList();
    }

    /** The benchmarks that a run asks of any of its models. */
    static List<BenchmarkRecord> benchmarks(Manifest manifest) {
        ShardPart part = recorded(manifest.shard());
        return manifest.benchmarks().stream()
                .filter(record -> part == null
                        || part.benchmarks().values().stream()
                                .anyMatch(names ->
                                        names.contains(record.benchmark().name())))
                .toList();
    }

    /** As it stands in the manifest; null for a whole run. */
    static @Nullable ShardRecord record(@Nullable ShardPart part) {
        return part == null
                ? null
                : new ShardRecord(
                        part.shard().index(),
                        part.shard().count(),
                        part.by().label(),
                        part.benchmarks().entrySet().stream()
                                .map(each -> new ShardRecord.ModelPart(each.getKey(), each.getValue()))
                                .toList());
    }

    /** The part that a manifest records; null for a whole run. A resume keeps it, whatever an estimate says now. */
    static @Nullable ShardPart recorded(@Nullable ShardRecord record) {
        if (record == null) {
            return null;
        }
        Map<String, List<String>> benchmarks = new LinkedHashMap<>();
        record.part().forEach(model -> benchmarks.put(model.model(), model.benchmarks()));
        ShardPart.By by =
                record.by().equals(ShardPart.By.MODEL.label()) ? ShardPart.By.MODEL : ShardPart.By.MODEL_AND_BENCHMARK;
        return new ShardPart(new Shard(record.index(), record.count()), by, benchmarks);
    }
}
