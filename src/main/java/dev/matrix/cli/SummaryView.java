package dev.matrix.cli;

import dev.matrix.app.RunSummary;
import dev.matrix.console.Figures;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Prints the end of a run: what was done, and the table of models and personalities with what the differences are worth. */
final class SummaryView {

    private static final int NOTES = 12;

    private final Screen screen;

    SummaryView(Screen screen) {
        this.screen = screen;
    }

    void show(RunSummary summary) {
        screen.result("");
        if (summary.simulated()) {
            screen.result("SIMULATED: a simulator answered; these numbers say nothing about real models.");
        }
        screen.result(table(summary).lines());
        screen.result("");
        if (!summary.noise().isEmpty()) {
            screen.result(summary.noise() + " (uncorrected, at 20 % discordance).");
        }
        notes(summary.notes());
        screen.result(totals(summary));
        screen.result("results: " + summary.directory().resolve("results.json"));
    }

    private TextTable table(RunSummary summary) {
        Set<String> benchmarks = new LinkedHashSet<>();
        summary.cells().forEach(cell -> benchmarks.add(cell.benchmark()));
        TextTable table = new TextTable().left("model").left("personality");
        benchmarks.forEach(table::right);
        table.right("mean").right("vs baseline").right("won").right("lost").right("items");
        for (RunSummary.Row row : summary.rows()) {
            table.row(cells(summary, row, benchmarks));
        }
        return table;
    }

    private static Object[] cells(RunSummary summary, RunSummary.Row row, Set<String> benchmarks) {
        List<Object> cells = new java.util.ArrayList<>();
        cells.add(row.model());
        cells.add(row.personality());
        var scores = summary.cellsOf(row.model(), row.personality());
        for (String benchmark : benchmarks) {
            var cell = scores.get(benchmark);
            cells.add(cell == null ? "" : score(cell));
        }
        cells.add(row.mean() == null ? "-" : Figures.percent(row.mean()));
        Double difference = row.difference();
        boolean compared = difference != null;
        cells.add(difference == null ? "" : Figures.points(difference));
        cells.add(compared ? row.won() : "");
        cells.add(compared ? row.lost() : "");
        cells.add(compared ? row.compared() : "");
        return cells.toArray();
    }

    private static String score(RunSummary.Cell cell) {
        Double score = cell.score();
        if (score == null) {
            return cell.status();
        }
        return Figures.percent(score) + (cell.status().equals("partial") ? "*" : "") + (cell.ownSystem() ? " S" : "");
    }

    private void notes(List<String> notes) {
        notes.stream().limit(NOTES).forEach(note -> screen.result(SafeText.line(note, 300)));
        if (notes.size() > NOTES) {
            screen.result((notes.size() - NOTES) + " more notes are in results.json.");
        }
    }

    private static String totals(RunSummary summary) {
        RunSummary.Totals totals = summary.totals();
        Double rate = totals.tokensPerSecond();
        Double gpu = totals.gpuShare();
        String speed = rate == null ? "" : ", " + Figures.count(Math.round(rate)) + " tokens/s";
        String memory =
                gpu == null ? "" : ", memory " + Figures.percent(gpu) + " GPU / " + Figures.percent(1 - gpu) + " CPU";
        Double seconds = totals.wallSeconds();
        String time = seconds == null ? "" : ", " + Figures.duration(Duration.ofMillis(Math.round(seconds * 1000)));
        return summary.combinations() + " combinations, ok " + summary.ok() + ", failed " + summary.failed()
                + (summary.unfinished() > 0 ? ", unfinished " + summary.unfinished() : "") + time + speed + memory;
    }
}
