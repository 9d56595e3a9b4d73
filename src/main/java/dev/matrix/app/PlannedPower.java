package dev.matrix.app;

import dev.matrix.analysis.PowerTable;
import dev.matrix.analysis.StoppingPrice;
import dev.matrix.analysis.StudySettings;
import dev.matrix.domain.StopWhen;
import dev.matrix.plan.PlannedCombination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the comparisons of a plan can find out. Benchmarks of as many items share an entry.
 *
 * @param entries the fewest items first; empty when nothing is compared
 * @param warning one sentence when only large differences would be found, of the comparisons with the fewest items; null when it is fine
 * @param note what else has to be known of the figures; null when there is nothing
 */
public record PlannedPower(
        List<Entry> entries,
        @Nullable String warning,
        @Nullable String note) {

    private static final String STOPPING =
            "These are figures of tests at a fixed end; with --stop-when decided, whose tests hold at any time, the same power takes "
                    + StoppingPrice.words() + " items.";

    private static final double POINT = 100;

    public PlannedPower {
        entries = List.copyOf(entries);
    }

    /**
     * The power of the comparisons of some benchmarks.
     *
     * @param benchmarks as shown to people
     * @param items items a comparison
     * @param comparisons of the whole run: what is corrected for, if every template takes its personalities
     * @param sesoi smallest difference that matters, in points
     */
    public record Entry(List<String> benchmarks, int items, int comparisons, double sesoi, List<Row> rows) {
        public Entry {
            benchmarks = List.copyOf(benchmarks);
            rows = List.copyOf(rows);
        }
    }

    /**
     * At one discordance.
     *
     * @param discordance share of items on which a personality and baseline differ
     * @param smallest difference in points that is found in 80 of 100 runs by one test alone; null when none is
     * @param smallestCorrected the same as one of all comparisons
     * @param itemsForSesoi items that find the smallest difference that matters, by one test alone
     * @param itemsForSesoiCorrected the same as one of all comparisons
     */
    public record Row(
            double discordance,
            @Nullable Double smallest,
            @Nullable Double smallestCorrected,
            int itemsForSesoi,
            int itemsForSesoiCorrected) {}

    /** Of the whole run, whatever of it is done. */
    static PlannedPower of(PreparedRun prepared) {
        int comparisons = comparisons(prepared);
        Map<Integer, List<String>> bySize = new TreeMap<>();
        for (BenchmarkItems benchmark : prepared.benchmarks()) {
            int items = benchmark.items().items().size();
            if (items > 0 && comparisons > 0) {
                bySize.computeIfAbsent(items, size -> new ArrayList<>()).add(benchmark.shownAs());
            }
        }
        double sesoi = prepared.request().design().sesoi() / POINT;
        List<Entry> entries = new ArrayList<>();
        String warning = null;
        for (Map.Entry<Integer, List<String>> each : bySize.entrySet()) {
            PowerTable table = PowerTable.of(each.getKey(), comparisons, StudySettings.ALPHA, sesoi);
            warning = entries.isEmpty() ? table.warning().orElse(null) : warning;
            entries.add(new Entry(
                    each.getValue(),
                    table.items(),
                    comparisons,
                    table.sesoi() * POINT,
                    table.rows().stream().map(PlannedPower::row).toList()));
        }
        boolean stopping = prepared.request().design().stopWhen() == StopWhen.DECIDED;
        return new PlannedPower(entries, warning, stopping && !entries.isEmpty() ? STOPPING : null);
    }

    private static Row row(PowerTable.Row row) {
        return new Row(
                row.discordance(),
                points(row.smallest()),
                points(row.smallestCorrected()),
                row.itemsForSesoi(),
                row.itemsForSesoiCorrected());
    }

    private static @Nullable Double points(@Nullable Double share) {
        return share == null ? null : Double.valueOf(share * POINT);
    }

    /** The size of the primary family, as far as a plan knows it: what the run finds of a model's template can only make it smaller. */
    private static int comparisons(PreparedRun prepared) {
        NoEffect noEffect = new NoEffect(prepared.request().measuring().engine(), List.of());
        List<String> compared = prepared.compared();
        return (int) prepared.plan()
                .combinations()
                .map(PlannedCombination::combination)
                .filter(each -> !each.isControl()
                        && compared.contains(each.personality().name())
                        && noEffect.of(each) == null)
                .count();
    }
}
