package dev.matrix.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.CellSummary;
import dev.matrix.analysis.Comparison;
import dev.matrix.analysis.ControlFinding;
import dev.matrix.analysis.Cost;
import dev.matrix.analysis.Exploratory;
import dev.matrix.analysis.NotCompared;
import dev.matrix.analysis.SpeedPoint;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyModel;
import dev.matrix.domain.Outcome;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the page's script draws from, but for the flips. The keys of its JSON are those that report.js reads. */
record PageData(
        List<StudyModel> models,
        List<String> personalities,
        List<StudyBenchmark> benchmarks,
        List<String> settings,
        double sesoi,
        double alpha,
        int family,
        List<Comparison> comparisons,
        List<NotCompared> notCompared,
        List<Exploratory> exploratory,
        List<ControlFinding> controls,
        List<Cell> cells,
        List<Cost> costs,
        List<SpeedPoint> speed,
        List<Ending> outcomes,
        List<RunReport.FactTable> provenance,
        List<RunReport.Prompt> prompts) {

    /** A cell of the matrix with its score. */
    record Cell(
            CellKey key,
            @JsonUnwrapped CellSummary summary,
            String state,
            String metric,
            @Nullable Double guess,
            @Nullable Double majority,
            @Nullable String protocol,
            boolean formatEffect,
            @Nullable String error) {}

    /** How a trial can end. */
    record Ending(String name, boolean scored) {}

    static PageData of(RunReport report) {
        return new PageData(
                report.study().data().models(),
                distinct(report, CellKey::personality),
                report.study().data().benchmarks(),
                distinct(report, CellKey::setting),
                report.study().data().settings().sesoi(),
                report.study().data().settings().alpha(),
                report.study().family(),
                report.study().primary(),
                report.study().notCompared(),
                report.study().exploratory(),
                report.study().controls(),
                matrix(report).map(cell -> cell(report, cell)).toList(),
                report.costs(),
                report.speed(),
                Stream.concat(
                                Stream.of(Outcome.values())
                                        .map(outcome -> new Ending(outcome.label(), outcome.scored())),
                                Stream.of(new Ending(Cost.NOT_ASKED, false)))
                        .toList(),
                report.provenance(),
                report.prompts());
    }

    private static List<String> distinct(RunReport report, Function<CellKey, String> part) {
        return matrix(report).map(cell -> part.apply(cell.key())).distinct().toList();
    }

    private static Stream<StudyCell> matrix(RunReport report) {
        return report.study().data().cells().stream().filter(cell -> !cell.control());
    }

    private static Cell cell(RunReport report, StudyCell cell) {
        StudyBenchmark benchmark = report.study().data().benchmark(cell.key().benchmark());
        RunReport.CellFacts facts = report.facts(cell.key())
                .orElse(new RunReport.CellFacts(cell.key(), cell.status().label(), null, false, null));
        return new Cell(
                cell.key(),
                cell.summary(),
                facts.status(),
                benchmark.metric(),
                benchmark.guess(),
                benchmark.majority(),
                facts.protocol(),
                facts.formatEffect(),
                facts.error());
    }
}
