package dev.matrix.app;

import dev.matrix.store.CellResult;
import dev.matrix.store.Results;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of a run as a person reads them at its end, taken from results.json and nowhere else.
 *
 * @param combinations all combinations
 * @param ok complete or partial ones
 * @param failed the others
 * @param rows model by personality
 * @param itemsCompared the smallest number of items that a difference to baseline rests on; 0 when there is none
 * @param notes format effects, personalities that do not reach a model, and other things that change how a number is read
 */
public record RunSummary(
        String runId,
        Path directory,
        int combinations,
        int ok,
        int failed,
        boolean simulated,
        Results.Execution execution,
        List<Row> rows,
        List<Cell> cells,
        int itemsCompared,
        List<String> notes) {

    /**
     * A model and personality.
     *
     * @param mean mean over its benchmarks at the first setting; null when none is valid
     * @param difference to baseline over the benchmarks valid in both; null for baseline
     */
    public record Row(
            String model,
            String personality,
            @Nullable Double mean,
            @Nullable Double difference,
            int won,
            int lost,
            int compared,
            int benchmarks) {}

    /** One combination at the first setting. */
    public record Cell(String model, String personality, String benchmark, CellResult result) {}

    static RunSummary of(Path directory, Results results) {
        List<Row> rows = new ArrayList<>();
        results.statistics()
                .forEach((model, personalities) -> personalities.forEach(
                        (personality, statistics) -> rows.add(row(model, personality, statistics))));
        List<Cell> cells = new ArrayList<>();
        results.results()
                .forEach((model, personalities) ->
                        personalities.forEach((personality, benchmarks) -> benchmarks.forEach((benchmark, cell) ->
                                cells.add(new Cell(model, personality, shownAs(results, benchmark), cell)))));
        int failed = (int) results.combinations().stream()
                .filter(each -> each.cell().status().equals("failed"))
                .count();
        return new RunSummary(
                results.metadata().runId(),
                directory,
                results.combinations().size(),
                results.combinations().size() - failed,
                failed,
                results.metadata().simulated(),
                results.execution(),
                rows,
                cells,
                rows.stream().mapToInt(Row::compared).filter(n -> n > 0).min().orElse(0),
                notes(results, cells));
    }

    private static String shownAs(Results results, String benchmark) {
        Results.DataEntry data = results.metadata().data().get(benchmark);
        return data == null ? benchmark : data.shownAs();
    }

    private static Row row(String model, String personality, Results.Statistics statistics) {
        Results.VsBaseline versus = statistics.vsBaseline();
        return new Row(
                model,
                personality,
                statistics.mean(),
                versus == null ? null : versus.absolute(),
                versus == null ? 0 : versus.itemsWon(),
                versus == null ? 0 : versus.itemsLost(),
                versus == null ? 0 : versus.itemsCompared(),
                statistics.nBenchmarks());
    }

    private static List<String> notes(Results results, List<Cell> cells) {
        List<String> notes = new ArrayList<>();
        results.metadata().reach().stream()
                .filter(finding -> !finding.reach().label().equals("reached")
                        && !finding.reach().label().equals("unknown"))
                .forEach(finding -> notes.add("reach: " + finding.personality() + " on " + finding.model() + " is "
                        + finding.reach().label() + " (" + finding.evidence() + ")"));
        cells.stream()
                .filter(cell -> cell.result().formatEffect())
                .forEach(cell -> notes.add("format: " + cell.personality() + " on " + cell.model() + ", "
                        + cell.benchmark()
                        + ": the letters have less than half of baseline's probability, so the score may show a change"
                        + " of format"));
        cells.stream()
                .filter(cell -> cell.result().missing() > 0)
                .forEach(cell -> notes.add("missing: " + cell.result().missing() + " of "
                        + cell.result().planned() + " trials of " + cell.model() + "/" + cell.personality() + "/"
                        + cell.benchmark() + " (" + cell.result().status() + ")"
                        + (cell.result().error() == null
                                ? ""
                                : ": " + cell.result().error())));
        return notes;
    }

    /** Scores by benchmark name of a model and personality. */
    public Map<String, CellResult> cellsOf(String model, String personality) {
        Map<String, CellResult> found = new java.util.LinkedHashMap<>();
        cells.stream()
                .filter(cell -> cell.model().equals(model) && cell.personality().equals(personality))
                .forEach(cell -> found.put(cell.benchmark(), cell.result()));
        return found;
    }
}
