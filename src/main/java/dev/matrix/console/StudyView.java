package dev.matrix.console;

import dev.matrix.analysis.Interval;
import dev.matrix.analysis.study.Answer;
import dev.matrix.analysis.study.BandFinding;
import dev.matrix.analysis.study.Domains;
import dev.matrix.analysis.study.Estimate;
import dev.matrix.analysis.study.Families;
import dev.matrix.analysis.study.Friedman;
import dev.matrix.analysis.study.ModelRow;
import dev.matrix.analysis.study.Prediction;
import dev.matrix.analysis.study.Replication;
import dev.matrix.analysis.study.Scaling;
import dev.matrix.analysis.study.SizeSlope;
import dev.matrix.analysis.study.Standing;
import dev.matrix.analysis.study.StudiedBenchmark;
import dev.matrix.analysis.study.StudyReport;
import dev.matrix.analysis.study.TierRow;
import dev.matrix.analysis.study.Transfer;
import dev.matrix.analysis.study.Universality;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints what was found over several models: the four answers first, then the tables that they rest on. All effects are in points. */
public final class StudyView {

    private static final int SENTENCE = 3000;
    private static final int PAIRS = 10;

    private final Screen screen;

    public StudyView(Screen screen) {
        this.screen = screen;
    }

    /** Prints everything. */
    public void show(StudyReport report) {
        title(report);
        StudyReport.Findings found = report.findings();
        if (found == null) {
            line(
                    "No model has a personality and baseline on a benchmark that most models have, so nothing can be said over models.");
        } else {
            answers(found.answers());
            models(report.models());
            tiers(found.tiers(), found.scaling());
            bands(found.bands());
            universality(found.universality(), found.scaling());
            families(found.families());
            transfer(found.transfer());
            prediction(found.prediction());
            domains(found.domains());
        }
        replications(report.replications());
        report.notes().forEach(note -> line("note: " + note));
    }

    private void title(StudyReport report) {
        line("");
        if (report.simulated()) {
            line("SIMULATED: a simulator answered; these numbers say nothing about real models.");
        }
        line(Figures.count(report.models().size(), "model") + ", best of "
                + Figures.count(report.suite().size(), "personality") + " (" + String.join(", ", report.suite())
                + "), mean over "
                + report.benchmarks().stream().map(StudiedBenchmark::shownAs).collect(Collectors.joining(", ")) + ".");
        if (report.sample()) {
            line("These are the samples bundled with the program: they say nothing about the real sets.");
        }
        line("Effects are differences to baseline on the same items, in points, with 95 % intervals.");
    }

    private void answers(List<Answer> answers) {
        line("");
        for (Answer answer : answers) {
            line(answer.question());
            line("  " + answer.sentence());
        }
    }

    private void models(List<ModelRow> rows) {
        TextTable table = new TextTable()
                .left("model")
                .right("size")
                .left("family")
                .right("mean gain")
                .right("best gain", "other items")
                .left("best")
                .right("on its", "own items")
                .right("chosen by", "halves");
        for (ModelRow row : rows) {
            table.row(
                    row.model().name(),
                    Figures.parameters(row.model().parameters()),
                    row.model().family(),
                    estimate(row.mean()),
                    estimate(row.best()),
                    row.bestName(),
                    Figures.points(row.bestOnSameItems()),
                    row.favourite() == null
                            ? ""
                            : row.favourite() + " " + Math.round(100 * row.favouriteShare()) + " %");
        }
        section("Models", table);
    }

    private void tiers(List<TierRow> tiers, Scaling scaling) {
        TextTable table =
                new TextTable().left("size").right("models").right("mean gain").right("best gain");
        tiers.forEach(
                row -> table.row(row.tier().shown(), row.models().size(), estimate(row.mean()), estimate(row.best())));
        section("Scaling", table);
        slope("best gain", scaling.best());
        slope("mean gain", scaling.mean());
        Estimate lead = scaling.lead();
        if (scaling.largest() != null && scaling.next() != null && lead != null) {
            line("Largest best gain: " + scaling.largest().shown() + ", ahead of "
                    + scaling.next().shown() + " by " + estimate(lead)
                    + (lead.isDecided() ? "." : ", which cannot be told from no lead."));
        }
    }

    private void slope(String what, SizeSlope slope) {
        Double perDoubling = slope.perDoubling();
        if (perDoubling == null || slope.overItems() == null || slope.overModels() == null) {
            line("Slope of the " + what + ": " + slope.reason() + ".");
        } else {
            line("Slope of the " + what + ": " + Figures.points(perDoubling) + " a doubling of the parameters ("
                    + range(slope.overItems()) + " for other items, " + range(slope.overModels())
                    + " for other models; " + slope.models() + " models).");
        }
    }

    private void bands(List<BandFinding> bands) {
        TextTable table = new TextTable()
                .left("the plan expects")
                .left("points")
                .left("of the")
                .right("models")
                .right("seen")
                .left("so it is");
        bands.forEach(band -> table.row(
                band.band().shown(),
                range(band.band().expected()),
                band.measure() == BandFinding.Measure.BEST ? "best" : "mean",
                band.models().size(),
                estimate(band.gain()),
                standing(band.standing())));
        section("The plan's bands (intervals corrected for all of them)", table);
    }

    private static String standing(Standing standing) {
        return standing.label().replace('_', ' ');
    }

    private void universality(Universality universality, Scaling scaling) {
        TextTable table = new TextTable()
                .left("personality")
                .right("models")
                .right("positive")
                .right("mean effect")
                .left("sign test")
                .left("models differ")
                .right("a doubling");
        for (Universality.Row row : universality.rows()) {
            table.row(
                    row.personality(),
                    row.models(),
                    row.positive() + " (" + Math.round(100 * row.share()) + " %)",
                    estimate(row.mean()),
                    row.adjustedSignP() == null ? row.reason() : p(row.adjustedSignP()),
                    p(row.adjustedHeterogeneityP()),
                    scaling.personalities().stream()
                            .filter(slope -> slope.personality().equals(row.personality()))
                            .flatMap(slope -> Optional.ofNullable(slope.slope().perDoubling()).stream())
                            .findFirst()
                            .map(Figures::points)
                            .orElse(""));
        }
        section("Personalities over models (p corrected by Holm)", table);
        Friedman friedman = universality.friedman();
        if (friedman == null) {
            line("Common order of the personalities: " + universality.friedmanReason() + ".");
        } else {
            line("Common order of the personalities: Kendall's W = " + two(friedman.w()) + ", Friedman "
                    + p(friedman.p())
                    + (friedman.exact() ? " (exact)" : " (permutation)") + ", chi-square approximation "
                    + p(friedman.chiSquareP()) + ".");
        }
        Double spearman = universality.meanSpearman();
        if (spearman != null) {
            line("Mean rank correlation between models: " + two(spearman) + " over "
                    + Figures.count(universality.pairs().size(), "pair") + ".");
        }
    }

    private void families(Families families) {
        TextTable table = new TextTable().left("personality");
        families.rows()
                .forEach(row -> table.right(row.family(), "n = " + row.models().size()));
        List<String> personalities = families.rows().stream()
                .flatMap(row -> row.cells().stream())
                .map(Families.Cell::personality)
                .distinct()
                .toList();
        for (String personality : personalities) {
            Object[] cells = new Object[families.rows().size() + 1];
            cells[0] = personality;
            for (int i = 1; i < cells.length; i++) {
                cells[i] = families.rows().get(i - 1).cells().stream()
                        .filter(cell -> cell.personality().equals(personality))
                        .map(cell -> Figures.points(cell.effect().value())
                                + (cell.effect().isDecided() ? "" : " ~"))
                        .findFirst()
                        .orElse("");
            }
            table.row(cells);
        }
        section("Families (~: the interval holds 0)", table);
        String single = families.rows().stream()
                .filter(row -> !row.note().isEmpty())
                .map(Families.Row::family)
                .collect(Collectors.joining(", "));
        if (!single.isEmpty()) {
            line(single + ": one model, confounded with size.");
        }
        line("Families beyond size: "
                + (families.p() == null
                        ? families.reason()
                        : p(families.p()) + " over " + families.models() + " models")
                + ".");
    }

    private void transfer(Transfer transfer) {
        if (transfer.chosen() == null || transfer.meanRegret() == null) {
            line("");
            line("Transfer to larger models: " + transfer.reason() + ".");
            return;
        }
        TextTable table = new TextTable()
                .left("best on")
                .left("tried on")
                .left("personality")
                .right("there")
                .right("here")
                .left("best here")
                .right("regret")
                .right("rank corr.");
        transfer.pairs().stream()
                .limit(PAIRS)
                .forEach(pair -> table.row(
                        pair.smaller(),
                        pair.larger(),
                        pair.personality(),
                        Figures.points(pair.onSmaller()),
                        estimate(pair.onLarger()),
                        pair.bestOnLarger(),
                        Figures.points(pair.regret()),
                        pair.correlation() == null ? "" : two(pair.correlation().spearman())));
        section("Transfer from smaller to larger models", table);
        if (transfer.pairs().size() > PAIRS) {
            line("and " + (transfer.pairs().size() - PAIRS) + " more pairs; --json lists all.");
        }
        line("What a smaller model chooses changes a larger one by " + estimate(transfer.chosen())
                + " on average; choosing on the larger one itself would gain "
                + Figures.points(transfer.meanRegret()) + " more (measured on items that did not choose).");
    }

    private void prediction(Prediction prediction) {
        Estimate gain = prediction.gain();
        Estimate advantage = prediction.advantage();
        Double error = prediction.error();
        Double naive = prediction.naiveError();
        line("");
        if (gain == null || advantage == null || error == null || naive == null) {
            line("Prediction for an unseen model: " + prediction.reason() + ".");
        } else {
            line("Prediction for an unseen model (each left out in turn): the predicted personality gains "
                    + estimate(gain) + ", " + estimate(advantage) + " more than any of them, "
                    + p(prediction.advantageP()) + "; it is the best in " + prediction.hits() + " of "
                    + prediction.models().size() + ". Predicted effects are off by " + Figures.share(error)
                    + " points on average, a naive guess by " + Figures.share(naive) + ".");
        }
    }

    private void domains(Domains domains) {
        if (domains.cells().isEmpty()) {
            return;
        }
        TextTable table = new TextTable()
                .left("models for")
                .left("profile")
                .right("models")
                .right("effect");
        domains.cells()
                .forEach(cell -> table.row(
                        cell.domain().label(),
                        cell.profile().profile(),
                        cell.models().size(),
                        estimate(cell.effect())));
        section("Domain profiles", table);
        line("A model's own domain's profile against the others: "
                + (domains.matched() == null ? domains.reason() : estimate(domains.matched())) + ".");
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
        section("The same in several runs", table);
    }

    private static String claimed(Replication replication) {
        Double claimed = replication.claimed();
        return claimed == null
                ? ""
                : Figures.points(claimed) + ": as large in " + replication.asLarge() + " of "
                        + replication.runs().size() + " runs";
    }

    private void section(String title, TextTable table) {
        line("");
        line(title);
        screen.result(table.lines());
    }

    private void line(String text) {
        screen.result(SafeText.line(text, SENTENCE));
    }

    private static String estimate(@Nullable Estimate estimate) {
        return estimate == null ? "" : Figures.points(estimate.value()) + " (" + range(estimate.interval()) + ")";
    }

    private static String range(Interval interval) {
        return Figures.points(interval.low()) + " to " + Figures.points(interval.high());
    }

    private static String p(@Nullable Double p) {
        if (p == null) {
            return "";
        }
        return p < 0.001
                ? "p < .001"
                : String.format(Locale.ROOT, "p = %.3f", p).replace("p = 0.", "p = .");
    }

    private static String two(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.equals("-0.00") ? "0.00" : text;
    }
}
