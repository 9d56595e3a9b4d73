package dev.matrix.cli;

import dev.matrix.app.RunSummary;
import dev.matrix.console.Figures;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.domain.CellStatus;
import java.time.Duration;
import java.util.List;

/** Prints the end of a run: what was done, and the table of models and personalities with what the differences are worth. */
final class SummaryView {

    private static final int VERDICTS = 12;
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
        if (!summary.scope().isEmpty()) {
            screen.result(SafeText.line(summary.scope(), 300));
        }
        if (summary.unfinished() == summary.combinations()) {
            screen.result("Nothing is complete yet: " + Figures.count(summary.unfinished(), "combination")
                    + (summary.unfinished() == 1 ? " is" : " are") + " unfinished.");
        } else {
            findings(summary);
        }
        notes(summary.notes());
        screen.result(totals(summary));
        screen.result("results: " + summary.directory().resolve("results.json"));
    }

    private void findings(RunSummary summary) {
        screen.result(new SummaryTable(summary).lines(screen.terminal().tableWidth()));
        if (summary.cells().stream().anyMatch(cell -> cell.status() == CellStatus.PARTIAL)) {
            screen.result("* over 2 % of the trials are missing");
        }
        screen.result("");
        if (!summary.noise().isEmpty()) {
            screen.result(summary.noise() + " (uncorrected, at 20 % discordance).");
        }
        verdicts(summary.verdicts());
    }

    private void verdicts(List<String> verdicts) {
        if (verdicts.size() <= VERDICTS) {
            verdicts.forEach(this::sentence);
            return;
        }
        verdicts.stream().limit(VERDICTS - 1).forEach(this::sentence);
        int more = verdicts.size() - VERDICTS;
        screen.result(
                Figures.count(more, "more sentence") + (more == 1 ? " is" : " are") + " in results.json (in_words).");
        // The last one says what all were corrected for, without which none can be read.
        sentence(verdicts.get(verdicts.size() - 1));
    }

    private void sentence(String sentence) {
        screen.result(SafeText.line(sentence, 500));
    }

    private void notes(List<String> notes) {
        notes.stream().limit(NOTES).forEach(note -> screen.result(SafeText.line(note, 300)));
        if (notes.size() > NOTES) {
            int more = notes.size() - NOTES;
            screen.result(Figures.count(more, "more note") + (more == 1 ? " is" : " are") + " in results.json.");
        }
    }

    private static String totals(RunSummary summary) {
        RunSummary.Totals totals = summary.totals();
        Double rate = totals.tokensPerSecond();
        Double gpu = totals.gpuShare();
        String speed = rate == null ? "" : ", " + Figures.count(Math.round(rate)) + " tokens/s a request";
        boolean answered = rate != null || summary.ok() + summary.partial() > 0;
        String memory = gpu == null || !answered
                ? ""
                : ", memory " + Figures.percent(gpu) + " GPU / " + Figures.percent(1 - gpu) + " CPU";
        Double seconds = totals.wallSeconds();
        String time = seconds == null ? "" : ", " + Figures.duration(Duration.ofMillis(Math.round(seconds * 1000)));
        return Figures.count(summary.combinations(), "combination") + ", ok " + summary.ok()
                + (summary.partial() > 0 ? ", partial " + summary.partial() : "") + ", failed " + summary.failed()
                + (summary.unfinished() > 0 ? ", unfinished " + summary.unfinished() : "") + time + speed + memory;
    }
}
