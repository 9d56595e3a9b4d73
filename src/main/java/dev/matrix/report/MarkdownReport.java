package dev.matrix.report;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.CellSummary;
import dev.matrix.analysis.Comparison;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyWords;
import dev.matrix.analysis.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A study as GitHub-flavoured Markdown: what was found in words, then the effects and the scores as tables. */
public final class MarkdownReport {

    private static final Map<Verdict, String> MARKS = Map.of(
            Verdict.HELPS, " \u25B2",
            Verdict.HURTS, " \u25BC",
            Verdict.NO_DIFFERENCE, " =",
            Verdict.UNDECIDED, " ?");

    /** The text, ending in a newline. */
    public String render(RunReport report) {
        StringBuilder text =
                new StringBuilder("### matrix: " + escaped(report.heading().runId()) + "\n\n");
        if (report.heading().simulated()) {
            text.append("**SIMULATED:** a simulator answered; these numbers say nothing about real models.\n\n");
        }
        words(report, text);
        if (!report.study().primary().isEmpty()) {
            text.append(
                            "Difference to baseline in points, on the same items: \u25B2 helps, \u25BC hurts, = no difference of ")
                    .append(Notation.share(report.study().data().settings().sesoi()))
                    .append(" points or more, ? undecided; corrected (Holm) for all ")
                    .append(report.study().family())
                    .append(" primary comparisons.\n\n");
            table(report, cell -> effect(report, cell), text);
        }
        text.append("Scores in % with their 95 % intervals.\n\n");
        table(report, MarkdownReport::score, text);
        return text.toString().stripTrailing() + "\n";
    }

    private static void words(RunReport report, StringBuilder text) {
        List<String> sentences = new StudyWords(report.study()).sentences();
        sentences.forEach(
                sentence -> text.append("- ").append(escaped(sentence)).append('\n'));
        if (!sentences.isEmpty()) {
            text.append('\n');
        }
    }

    private static Optional<String> effect(RunReport report, StudyCell cell) {
        return report.study()
                .comparison(cell.key())
                .map(comparison ->
                        bold(comparison, Notation.points(comparison.difference())) + MARKS.get(comparison.verdict()));
    }

    private static String bold(Comparison comparison, String text) {
        return comparison.verdict().isEffect() ? "**" + text + "**" : text;
    }

    private static Optional<String> score(StudyCell cell) {
        CellSummary summary = cell.summary();
        if (summary.score() == null) {
            return Optional.of(cell.status().label());
        }
        String interval = summary.ci95() == null
                ? ""
                : " (" + Notation.share(summary.ci95().low()) + " to "
                        + Notation.share(summary.ci95().high()) + ")";
        return Optional.of(Notation.share(summary.score()) + interval);
    }

    private static void table(RunReport report, Function<StudyCell, Optional<String>> content, StringBuilder text) {
        List<StudyBenchmark> benchmarks = report.study().data().benchmarks();
        text.append("| model | personality | setting |");
        benchmarks.forEach(benchmark ->
                text.append(' ').append(escaped(benchmark.shownAs())).append(" |"));
        text.append("\n| --- | --- | --- |")
                .append(" ---: |".repeat(benchmarks.size()))
                .append('\n');
        rows(report, content).forEach((row, cells) -> {
            if (!cells.isEmpty()) {
                text.append("| ").append(String.join(" | ", row)).append(" |");
                benchmarks.forEach(benchmark -> text.append(' ')
                        .append(cells.getOrDefault(benchmark.name(), Notation.UNKNOWN))
                        .append(" |"));
                text.append('\n');
            }
        });
        text.append('\n');
    }

    private static Map<List<String>, Map<String, String>> rows(
            RunReport report, Function<StudyCell, Optional<String>> content) {
        Map<List<String>, Map<String, String>> rows = new LinkedHashMap<>();
        for (StudyCell cell : report.study().data().cells()) {
            CellKey key = cell.key();
            List<String> row = List.of(key.model(), key.personality(), key.setting()).stream()
                    .map(MarkdownReport::escaped)
                    .collect(Collectors.toList());
            if (!cell.control()) {
                Map<String, String> cells = rows.computeIfAbsent(row, unused -> new LinkedHashMap<>());
                content.apply(cell).ifPresent(text -> cells.put(key.benchmark(), text));
            }
        }
        return rows;
    }

    /** Text that is text in Markdown too: no markup, no table border, no HTML, on one line. */
    static String escaped(String text) {
        return InertText.line(text).replaceAll("([\\\\`*\\[\\]<>|~&])", "\\\\$1");
    }
}
