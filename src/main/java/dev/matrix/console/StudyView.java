package dev.matrix.console;

import dev.matrix.analysis.study.Answer;
import dev.matrix.analysis.study.Replication;
import dev.matrix.analysis.study.StudiedBenchmark;
import dev.matrix.analysis.study.StudyReport;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what was found over several models: the four answers first, then the tables that they rest on. All effects are in points. */
public final class StudyView {

    private final StudyPage page;

    public StudyView(Screen screen) {
        page = new StudyPage(screen);
    }

    /** Prints everything. */
    public void show(StudyReport report) {
        title(report);
        StudyReport.Findings found = report.findings();
        if (found == null) {
            page.line(
                    "No model has a personality and baseline on a benchmark that most models have, so nothing can be said over models.");
        } else {
            StudySizes sizes = new StudySizes(page);
            StudyPersonalities personalities = new StudyPersonalities(page);
            answers(found.answers());
            sizes.models(report.models());
            sizes.tiers(found.tiers(), found.scaling());
            sizes.bands(found.bands());
            personalities.universality(found.universality(), found.scaling());
            personalities.families(found.families());
            personalities.transfer(found.transfer());
            personalities.prediction(found.prediction());
            personalities.domains(found.domains());
        }
        replications(report.replications());
        report.notes().forEach(note -> page.line("note: " + note));
    }

    private void title(StudyReport report) {
        page.line("");
        if (report.simulated()) {
            page.line("SIMULATED: a simulator answered; these numbers say nothing about real models.");
        }
        page.line(Figures.count(report.models().size(), "model") + ", best of "
                + Figures.count(report.suite().size(), "personality") + " (" + String.join(", ", report.suite())
                + "), mean over "
                + report.benchmarks().stream().map(StudiedBenchmark::shownAs).collect(Collectors.joining(", ")) + ".");
        if (report.sample()) {
            page.line("These are the samples bundled with the program: they say nothing about the real sets.");
        }
        page.line("Effects are differences to baseline on the same items, in points, with 95 % intervals.");
    }

    private void answers(List<Answer> answers) {
        page.line("");
        for (Answer answer : answers) {
            page.line(answer.question());
            page.line("  " + answer.sentence());
        }
    }

    private void replications(List<Replication> replications) {
        if (replications.isEmpty()) {
            return;
        }
        TextTable table = new TextTable()
                .left("model")
                .left("personality")
                .right("runs")
                .right("from")
                .right("to")
                .right("std dev")
                .left("published");
        replications.forEach(each -> table.row(
                each.model(),
                each.personality(),
                each.runs().size(),
                Figures.points(each.smallest()),
                Figures.points(each.largest()),
                Figures.share(each.standardDeviation()),
                claimed(each)));
        page.section("The same in several runs", table);
    }

    private static String claimed(Replication replication) {
        Double claimed = replication.claimed();
        return claimed == null
                ? ""
                : Figures.points(claimed) + ": as large in " + replication.asLarge() + " of "
                        + replication.runs().size() + " runs";
    }
}
