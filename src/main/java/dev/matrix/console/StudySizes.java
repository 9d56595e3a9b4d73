package dev.matrix.console;

import dev.matrix.analysis.study.BandFinding;
import dev.matrix.analysis.study.Estimate;
import dev.matrix.analysis.study.ModelRow;
import dev.matrix.analysis.study.Scaling;
import dev.matrix.analysis.study.SizeSlope;
import dev.matrix.analysis.study.Standing;
import dev.matrix.analysis.study.TierRow;
import java.util.List;

/** Prints what a study says of sizes: its models, the scaling curve and the bands that the plan expects. */
final class StudySizes {

    private final StudyPage page;

    StudySizes(StudyPage page) {
        this.page = page;
    }

    void models(List<ModelRow> rows) {
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
                    StudyFigures.estimate(row.mean()),
                    StudyFigures.estimate(row.best()),
                    row.bestName(),
                    Figures.points(row.bestOnSameItems()),
                    row.favourite() == null
                            ? ""
                            : row.favourite() + " " + Math.round(100 * row.favouriteShare()) + " %");
        }
        page.section("Models", table);
    }

    void tiers(List<TierRow> tiers, Scaling scaling) {
        TextTable table =
                new TextTable().left("size").right("models").right("mean gain").right("best gain");
        tiers.forEach(row -> table.row(
                row.tier().shown(),
                row.models().size(),
                StudyFigures.estimate(row.mean()),
                StudyFigures.estimate(row.best())));
        page.section("Scaling", table);
        slope("best gain", scaling.best());
        slope("mean gain", scaling.mean());
        Estimate lead = scaling.lead();
        if (scaling.largest() != null && scaling.next() != null && lead != null) {
            page.line("Largest best gain: " + scaling.largest().shown() + ", ahead of "
                    + scaling.next().shown() + " by " + StudyFigures.estimate(lead)
                    + (lead.isDecided() ? "" : ", which cannot be told from no lead")
                    + "; the interval does not allow for the two having been picked.");
        }
    }

    private void slope(String what, SizeSlope slope) {
        Double perDoubling = slope.perDoubling();
        if (perDoubling == null || slope.overItems() == null || slope.overModels() == null) {
            page.line("Slope of the " + what + ": " + slope.reason() + ".");
        } else {
            page.line("Slope of the " + what + ": " + Figures.points(perDoubling) + " a doubling of the parameters ("
                    + StudyFigures.range(slope.overItems()) + " for other items, "
                    + StudyFigures.range(slope.overModels())
                    + " for other models; " + slope.models() + " models).");
        }
    }

    void bands(List<BandFinding> bands) {
        TextTable table = new TextTable()
                .left("the plan expects")
                .left("points")
                .left("of the")
                .right("models")
                .right("seen")
                .left("so it is");
        bands.forEach(band -> table.row(
                band.band().shown(),
                StudyFigures.range(band.band().expected()),
                band.measure() == BandFinding.Measure.BEST ? "best" : "mean",
                band.models().size(),
                StudyFigures.estimate(band.gain()),
                standing(band.standing())));
        page.section("The plan's bands (intervals corrected for all of them)", table);
    }

    private static String standing(Standing standing) {
        return standing.label().replace('_', ' ');
    }
}
