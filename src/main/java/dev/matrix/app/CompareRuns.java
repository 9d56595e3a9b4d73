package dev.matrix.app;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.Comparison;
import dev.matrix.analysis.Studies;
import dev.matrix.analysis.Study;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyData;
import dev.matrix.analysis.StudySettings;
import dev.matrix.analysis.Verdict;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.RunStore;
import dev.matrix.store.StoredRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts two stored runs side by side: what changed between them, and what that did to each combination that stands in both, item by item. */
public final class CompareRuns {

    private final Ports ports;
    private final RunStore store;

    public CompareRuns(Ports ports, Runs runs) {
        this.ports = ports;
        this.store = runs.store();
    }

    /**
     * Two runs side by side.
     *
     * @param first what is compared with
     * @param second what is compared
     * @param changes what is not the same in both, besides the scores
     * @param shared by benchmark: the items that are compared
     * @param rows combinations that stand in both, in the second run's order
     * @param notCompared combinations that stand in both and have too little in one
     * @param onlyFirst combinations of the first run alone
     * @param onlySecond combinations of the second run alone
     */
    public record Compared(
            Side first,
            Side second,
            List<RunChange> changes,
            List<Shared> shared,
            List<Row> rows,
            List<Left> notCompared,
            List<String> onlyFirst,
            List<String> onlySecond) {

        /** True: no comparison of two runs was fixed before both, so that none is more than a hint for the next run. */
        public boolean exploratory() {
            return true;
        }
    }

    /** A run. */
    public record Side(String run, Instant createdAt, String program, String server, boolean simulated) {}

    /**
     * The items of a benchmark that both runs asked: the same id and the same content.
     *
     * @param shownAs its name as people see it
     * @param first items of the first run
     * @param second items of the second run
     * @param shared items of both
     * @param changed items with the same id and another content, which are not compared
     */
    public record Shared(String benchmark, String shownAs, int first, int second, int shared, int changed) {}

    /**
     * One combination in both runs. Shares; the difference is {@code accuracy - referenceAccuracy}. Names are those of a verdict in results.json, with the first
     * run as the reference.
     *
     * @param shownAs the benchmark's name as people see it
     * @param compared items scored in both
     * @param dropped shared items that are missing in one
     * @param won items that are right more often in the second run
     * @param lost items that are right more often in the first run
     * @param accuracy mean score of the second run over the compared items
     * @param referenceAccuracy the first run's, over the same items
     * @param ci95 ends of the 95 % interval of the difference
     * @param adjusted ends of its interval at the corrected level; it decides the verdict
     * @param adjustedConfidence confidence of {@code adjusted}, e.g. 0.995
     * @param adjustedP Holm's over the family
     * @param family how many comparisons the correction is for
     * @param verdict {@code helps} or {@code hurts}: the second run is better or worse; {@code no_difference}; {@code undecided}
     * @param firstVerdict what the first run itself said of this personality against baseline; null where it said nothing
     * @param secondVerdict what the second run itself said
     */
    public record Row(
            String id,
            String model,
            String personality,
            String benchmark,
            String shownAs,
            String setting,
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
            @Nullable String firstVerdict,
            @Nullable String secondVerdict,
            @Nullable String note) {}

    /** A combination from which nothing can be said. */
    public record Left(String id, String reason) {}

    /** A run with its scores. */
    private record Scored(StoredRun stored, StudyData data, Map<CellKey, Verdict> verdicts) {

        Manifest manifest() {
            return stored.manifest();
        }
    }

    /**
     * Compares.
     *
     * @param first name or path of the run that is compared with
     * @param second name or path of the run that is compared
     */
    public Compared compare(String first, String second) {
        StoredRun one = store.read(first);
        StoredRun other = store.read(second);
        refuseSampleAgainstReal(one.manifest(), other.manifest());
        return compare(scored(one), scored(other));
    }

    private Scored scored(StoredRun run) {
        StoredScores scores = StoredScores.of(run, ports.programVersion());
        StudyData data = scores.assembly().input(scores.manifest());
        return new Scored(run, data, Studies.verdicts(data));
    }

    private static void refuseSampleAgainstReal(Manifest first, Manifest second) {
        for (BenchmarkRecord here : first.benchmarks()) {
            for (BenchmarkRecord there : second.benchmarks()) {
                boolean same = here.benchmark().name().equals(there.benchmark().name());
                if (same && (here.kind() == DataKind.SAMPLE) != (there.kind() == DataKind.SAMPLE)) {
                    throw MatrixException.usage(here.benchmark().name() + " is "
                            + (here.kind() == DataKind.SAMPLE ? "the bundled sample" : "a full set") + " in run "
                            + first.runId() + " and "
                            + (there.kind() == DataKind.SAMPLE ? "the bundled sample" : "a full set") + " in run "
                            + second.runId()
                            + ": a sample is never compared with the real set. Run both with the same --data.");
                }
            }
        }
    }

    private static Compared compare(Scored first, Scored second) {
        SharedItems items =
                new SharedItems(first.stored().items(), second.stored().items());
        StudySettings settings = settings(first, second);
        CellPairs pairs =
                new CellPairs(first.data().cells(), second.data().cells(), items, settings.optionalStopping());
        Study study = Studies.analyze(new StudyData(List.of(), benchmarks(second, items), pairs.cells(), settings));
        return new Compared(
                side(first),
                side(second),
                new RunChanges(first.manifest(), second.manifest()).all(),
                shared(first, second, items),
                study.primary().stream()
                        .map(found -> row(found, study.family(), pairs.original(found.key()), first, second))
                        .toList(),
                pairs.left(),
                pairs.onlyFirst(),
                pairs.onlySecond());
    }

    private static List<StudyBenchmark> benchmarks(Scored run, SharedItems items) {
        return run.data().benchmarks().stream().map(items::only).toList();
    }

    /** Where data decided when one of them stopped, only methods that allow for it may be used. */
    private static StudySettings settings(Scored first, Scored second) {
        StudySettings before = first.data().settings();
        StudySettings after = second.data().settings();
        return new StudySettings(
                after.alpha(),
                after.sesoi(),
                List.of(),
                before.optionalStopping() || after.optionalStopping(),
                after.seed());
    }

    private static Side side(Scored run) {
        Manifest manifest = run.manifest();
        return new Side(
                manifest.runId(),
                manifest.createdAt(),
                manifest.programVersion(),
                manifest.server().version(),
                manifest.simulated());
    }

    private static List<Shared> shared(Scored first, Scored second, SharedItems items) {
        Map<String, ItemSet> before = first.stored().items();
        Map<String, ItemSet> after = second.stored().items();
        return second.data().benchmarks().stream()
                .filter(benchmark -> before.containsKey(benchmark.name()))
                .map(benchmark -> new Shared(
                        benchmark.name(),
                        benchmark.shownAs(),
                        Objects.requireNonNull(before.get(benchmark.name()))
                                .items()
                                .size(),
                        Objects.requireNonNull(after.get(benchmark.name()))
                                .items()
                                .size(),
                        items.count(benchmark.name()),
                        items.changed(benchmark.name())))
                .toList();
    }

    private static Row row(Comparison found, int family, CellKey key, Scored first, Scored second) {
        return new Row(
                key.id(),
                key.model(),
                key.personality(),
                key.benchmark(),
                second.data().benchmark(key.benchmark()).shownAs(),
                key.setting(),
                found.compared(),
                found.dropped(),
                found.won(),
                found.lost(),
                found.accuracy(),
                found.referenceAccuracy(),
                found.difference(),
                List.of(found.ci95().low(), found.ci95().high()),
                List.of(found.adjusted().low(), found.adjusted().high()),
                found.adjustedConfidence(),
                found.p(),
                found.adjustedP(),
                family,
                found.test().label(),
                found.verdict().label(),
                verdict(first, key),
                verdict(second, key),
                found.note());
    }

    private static @Nullable String verdict(Scored run, CellKey key) {
        Verdict own = run.verdicts().get(key);
        return own == null ? null : own.label();
    }
}
