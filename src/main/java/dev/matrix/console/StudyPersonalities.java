package dev.matrix.console;

import dev.matrix.analysis.study.Domains;
import dev.matrix.analysis.study.Estimate;
import dev.matrix.analysis.study.Families;
import dev.matrix.analysis.study.Friedman;
import dev.matrix.analysis.study.Prediction;
import dev.matrix.analysis.study.Scaling;
import dev.matrix.analysis.study.Transfer;
import dev.matrix.analysis.study.Universality;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints what a study says of personalities: over all models, by family, from model to model, by domain. */
final class StudyPersonalities {

    private static final int PAIRS = 10;

    private final StudyPage page;

    StudyPersonalities(StudyPage page) {
        this.page = page;
    }

    void universality(Universality universality, Scaling scaling) {
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
                    StudyFigures.estimate(row.mean()),
                    row.adjustedSignP() == null ? row.reason() : StudyFigures.p(row.adjustedSignP()),
                    StudyFigures.p(row.adjustedHeterogeneityP()),
                    scaling.personalities().stream()
                            .filter(slope -> slope.personality().equals(row.personality()))
                            .flatMap(slope -> Optional.ofNullable(slope.slope().perDoubling()).stream())
                            .findFirst()
                            .map(Figures::points)
                            .orElse(""));
        }
        page.section("Personalities over models (p corrected by Holm)", table);
        order(universality);
    }

    private void order(Universality universality) {
        Friedman friedman = universality.friedman();
        if (friedman == null) {
            page.line("Common order of the personalities: " + universality.friedmanReason() + ".");
        } else {
            page.line(
                    "Common order of the personalities: Kendall's W = " + StudyFigures.two(friedman.w()) + ", Friedman "
                            + StudyFigures.p(friedman.p())
                            + (friedman.exact() ? " (exact)" : " (permutation)") + ", chi-square approximation "
                            + StudyFigures.p(friedman.chiSquareP()) + ".");
        }
        Double spearman = universality.meanSpearman();
        if (spearman != null) {
            page.line("Mean rank correlation between models: " + StudyFigures.two(spearman) + " over "
                    + Figures.count(universality.pairs().size(), "pair") + ".");
        }
    }

    void families(Families families) {
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
        page.section("Families (~: the interval holds 0)", table);
        remarks(families);
    }

    private void remarks(Families families) {
        String single = families.rows().stream()
                .filter(row -> !row.note().isEmpty())
                .map(Families.Row::family)
                .collect(Collectors.joining(", "));
        if (!single.isEmpty()) {
            page.line(single + ": one model, confounded with size.");
        }
        page.line("Families beyond size: "
                + (families.p() == null
                        ? families.reason()
                        : StudyFigures.p(families.p()) + " over " + families.models() + " models")
                + ".");
    }

    void transfer(Transfer transfer) {
        if (transfer.chosen() == null || transfer.meanRegret() == null) {
            page.line("");
            page.line("Transfer to larger models: " + transfer.reason() + ".");
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
                        StudyFigures.estimate(pair.onLarger()),
                        pair.bestOnLarger(),
                        Figures.points(pair.regret()),
                        pair.correlation() == null
                                ? ""
                                : StudyFigures.two(pair.correlation().spearman())));
        page.section("Transfer from smaller to larger models", table);
        if (transfer.pairs().size() > PAIRS) {
            page.line("and " + (transfer.pairs().size() - PAIRS) + " more pairs; --json lists all.");
        }
        page.line("What a smaller model chooses changes a larger one by " + StudyFigures.estimate(transfer.chosen())
                + " on average; choosing on the larger one itself would gain "
                + Figures.points(transfer.meanRegret()) + " more (measured on items that did not choose).");
    }

    void prediction(Prediction prediction) {
        Estimate gain = prediction.gain();
        Estimate advantage = prediction.advantage();
        Double error = prediction.error();
        Double naive = prediction.naiveError();
        page.line("");
        if (gain == null || advantage == null || error == null || naive == null) {
            page.line("Prediction for an unseen model: " + prediction.reason() + ".");
        } else {
            page.line("Prediction for an unseen model (each left out in turn): the predicted personality gains "
                    + StudyFigures.estimate(gain) + ", " + StudyFigures.estimate(advantage) + " more than any of them, "
                    + StudyFigures.p(prediction.advantageP()) + "; it is the best in " + prediction.hits() + " of "
                    + prediction.models().size() + ". Predicted effects are off by " + Figures.share(error)
                    + " points on average, a naive guess by " + Figures.share(naive) + ".");
        }
    }

    void domains(Domains domains) {
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
                        StudyFigures.estimate(cell.effect())));
        page.section("Domain profiles", table);
        page.line("A model's own domain's profile against the others: "
                + (domains.matched() == null ? domains.reason() : StudyFigures.estimate(domains.matched())) + ".");
    }
}
