package dev.matrix.app;

import dev.matrix.store.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** What a reader of the differences to baseline must know: items that were left out, and rows whose figures seem to contradict each other. */
final class ComparisonNotes {

    /** Less is shown as no difference. */
    private static final double SHOWN = 0.0005;

    private static final int NAMED = 4;

    private final Map<String, Map<String, Results.Statistics>> statistics;

    /** @param statistics by model and personality */
    ComparisonNotes(Map<String, Map<String, Results.Statistics>> statistics) {
        this.statistics = statistics;
    }

    List<String> all() {
        List<String> notes = new ArrayList<>();
        List<String> dropped = rows((name, versus) -> versus.itemsDropped() + " of " + name, ComparisonNotes::drops);
        if (!dropped.isEmpty()) {
            notes.add("dropped from the comparison with baseline, as they are valid in only one of the two: items "
                    + listed(dropped));
        }
        List<String> contrary = rows((name, versus) -> name, ComparisonNotes::contradicts);
        if (!contrary.isEmpty()) {
            notes.add("mean difference and won/lost point in opposite directions, as benchmarks weigh equally and items"
                    + " do not: " + listed(contrary));
        }
        return notes;
    }

    private static boolean drops(Results.VsBaseline versus) {
        return versus.itemsDropped() > 0;
    }

    private static boolean contradicts(Results.VsBaseline versus) {
        Double difference = versus.absolute();
        return difference != null
                && Math.abs(difference) >= SHOWN
                && versus.nBenchmarks() > 1
                && difference * (versus.itemsWon() - versus.itemsLost()) < 0;
    }

    private List<String> rows(
            BiFunction<String, Results.VsBaseline, String> words, Predicate<Results.VsBaseline> chosen) {
        List<String> rows = new ArrayList<>();
        statistics.forEach((model, personalities) -> personalities.forEach((personality, row) -> {
            Results.VsBaseline versus = row.vsBaseline();
            if (versus != null && chosen.test(versus)) {
                rows.add(words.apply(model + "/" + personality, versus));
            }
        }));
        return rows;
    }

    private static String listed(List<String> rows) {
        String first = String.join(", ", rows.subList(0, Math.min(NAMED, rows.size())));
        return rows.size() <= NAMED ? first : first + " and " + (rows.size() - NAMED) + " more";
    }
}
