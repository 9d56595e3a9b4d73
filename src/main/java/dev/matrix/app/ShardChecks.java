package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Setting;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.RunState;
import dev.matrix.store.ShardRecord;
import dev.matrix.store.StoredRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** What must hold before shards are put together: they are parts of one run, each there once and asked to its end. */
final class ShardChecks {

    /** Where data lies and which machine answered may differ: hashes and versions decide. */
    private static final Set<String> MAY_DIFFER = Set.of("--data", "--shard", "server address");

    private final List<StoredRun> runs;
    private final Predicate<StoredRun> isWritten;

    /**
     * @param runs as named
     * @param isWritten true when a process is at work on the run
     */
    ShardChecks(List<StoredRun> runs, Predicate<StoredRun> isWritten) {
        this.runs = runs;
        this.isWritten = isWritten;
    }

    /**
     * The shards in order.
     *
     * @param allowMissing accept that shards are absent or cut short
     * @throws MatrixException of kind USAGE that names a run and what is wrong with it
     */
    List<StoredRun> require(boolean allowMissing) {
        for (StoredRun run : runs) {
            if (run.manifest().shard() == null) {
                throw MatrixException.usage("Run " + run.id() + " is no shard: it was made without --shard, so there is"
                        + " nothing to merge. Name the shards of one run.");
            }
        }
        List<StoredRun> ordered = runs.stream()
                .sorted(Comparator.comparingInt(run -> shard(run).index()))
                .toList();
        for (int i = 1; i < ordered.size(); i++) {
            sameSplit(ordered.get(0), ordered.get(i));
            onlyOnce(ordered.get(i - 1), ordered.get(i));
            sameRun(ordered.get(0), ordered.get(i));
            sameItems(ordered.get(0), ordered.get(i));
        }
        new ShardFindings(ordered).require();
        for (StoredRun run : ordered) {
            ended(run, allowMissing);
        }
        if (!allowMissing) {
            allThere(ordered);
        }
        partsFit(ordered, allowMissing);
        new ShardedCache(ordered).require(ShardChecks::named);
        return ordered;
    }

    private static ShardRecord shard(StoredRun run) {
        ShardRecord shard = run.manifest().shard();
        if (shard == null) {
            throw new IllegalStateException(run.id() + " is no shard");
        }
        return shard;
    }

    static String named(StoredRun run) {
        return "run " + run.id() + " (shard " + shard(run).label() + ")";
    }

    private static void sameSplit(StoredRun first, StoredRun other) {
        if (shard(first).count() != shard(other).count()) {
            throw MatrixException.usage(
                    "Run " + first.id() + " is shard " + shard(first).label() + " and run "
                            + other.id() + " is shard " + shard(other).label()
                            + ": they are parts of two different splits. Name the shards of one.");
        }
    }

    private static void onlyOnce(StoredRun one, StoredRun other) {
        if (shard(one).index() == shard(other).index()) {
            throw MatrixException.usage("Shard " + shard(one).label() + " is named twice: " + one.directory() + " and "
                    + other.directory() + ". Leave out one of them.");
        }
    }

    private static void sameRun(StoredRun first, StoredRun other) {
        Manifest before = first.manifest();
        Manifest after = other.manifest();
        sameNames(first, other, "models", names(before.models(), Model::name), names(after.models(), Model::name));
        sameNames(
                first,
                other,
                "personalities",
                names(before.personalities(), Personality::name),
                names(after.personalities(), Personality::name));
        sameNames(
                first,
                other,
                "benchmarks",
                names(before.benchmarks(), ShardChecks::name),
                names(after.benchmarks(), ShardChecks::name));
        sameNames(first, other, "temperatures", names(before.axes(), Setting::id), names(after.axes(), Setting::id));
        new RunChanges(before, after)
                .all().stream()
                        .filter(change -> !MAY_DIFFER.contains(change.what()))
                        .findFirst()
                        .ifPresent(change -> {
                            throw MatrixException.usage("The shards do not belong together: " + change.what() + " is "
                                    + change.first() + " in " + named(first) + " and " + change.second() + " in "
                                    + named(other) + ". Ask one of them anew with what the other has.");
                        });
    }

    private static void sameItems(StoredRun first, StoredRun other) {
        if (!first.items().equals(other.items())) {
            throw MatrixException.usage("The shards do not belong together: " + first.itemsFile() + " and "
                    + other.itemsFile() + " hold other items. Ask one of the shards anew on the other's data.");
        }
    }

    private static String name(BenchmarkRecord record) {
        return record.benchmark().name();
    }

    private static <T> Set<String> names(List<T> things, Function<T, String> name) {
        return new TreeSet<>(things.stream().map(name).toList());
    }

    private static void sameNames(
            StoredRun first, StoredRun other, String what, Set<String> before, Set<String> after) {
        if (!before.equals(after)) {
            throw MatrixException.usage("The shards do not belong together: the " + what + " of the whole run are "
                    + String.join(", ", before) + " in " + named(first) + " and " + String.join(", ", after) + " in "
                    + named(other) + ". Name them with --" + what + " in all shards.");
        }
    }

    private void ended(StoredRun run, boolean allowMissing) {
        if (isWritten.test(run)) {
            throw MatrixException.usage("The process of " + named(run) + " is still at work. Merge when it has ended.");
        }
        if (wasCut(run) && !allowMissing) {
            throw MatrixException.usage("Of " + named(run) + " not everything was asked. Finish it with 'matrix run"
                    + " --resume " + run.id() + "', or merge what is there with --allow-missing.");
        }
    }

    /** True when an invocation was stopped, or died without saying so. */
    static boolean wasCut(StoredRun run) {
        RunState state = run.manifest().state();
        return state == RunState.RUNNING || state == RunState.INTERRUPTED;
    }

    private static void allThere(List<StoredRun> ordered) {
        int count = shard(ordered.get(0)).count();
        Set<Integer> there = new HashSet<>();
        ordered.forEach(run -> there.add(shard(run).index()));
        List<String> missing = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            if (!there.contains(index)) {
                missing.add(index + "/" + count);
            }
        }
        if (!missing.isEmpty()) {
            throw MatrixException.usage((missing.size() == 1 ? "Shard " : "The shards ") + String.join(", ", missing)
                    + (missing.size() == 1 ? " is" : " are")
                    + " missing. Name all shards of the run, or merge what is there with --allow-missing.");
        }
    }

    /** Two programs, or two estimates, could have split one plan in two ways. */
    private static void partsFit(List<StoredRun> ordered, boolean allowMissing) {
        Map<String, StoredRun> owners = new HashMap<>();
        for (StoredRun run : ordered) {
            for (ShardRecord.ModelPart part : shard(run).part()) {
                for (String benchmark : part.benchmarks()) {
                    StoredRun owner = owners.put(part.model() + " on " + benchmark, run);
                    if (owner != null) {
                        throw MatrixException.usage(
                                "Both " + named(owner) + " and " + named(run) + " ask " + part.model() + " on "
                                        + benchmark + ": they were split differently. Ask all shards anew.");
                    }
                }
            }
        }
        Manifest whole = ordered.get(0).manifest();
        int pairs = whole.models().size() * whole.benchmarks().size();
        if (!allowMissing && owners.size() < pairs) {
            throw MatrixException.usage("The shards ask " + owners.size() + " of the run's " + pairs
                    + " pairs of a model and a benchmark: they were split differently. Ask all shards anew.");
        }
    }
}
