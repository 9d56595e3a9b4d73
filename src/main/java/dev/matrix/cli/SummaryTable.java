package dev.matrix.cli;

import dev.matrix.app.RunSummary;
import dev.matrix.console.Figures;
import dev.matrix.console.SafeText;
import dev.matrix.console.TextTable;
import dev.matrix.domain.CellStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The table of models and personalities, as wide as there is room: each model stands once above its personalities, and where one table does not fit, the
 * differences get a table of their own. Nothing is left out.
 */
final class SummaryTable {

    private static final int NAME = 60;

    private final RunSummary summary;
    private final List<String> benchmarks;

    SummaryTable(RunSummary summary) {
        this.summary = summary;
        Set<String> names = new LinkedHashSet<>();
        summary.cells().forEach(cell -> names.add(cell.benchmark()));
        this.benchmarks = List.copyOf(names);
    }

    /** The first layout that fits. */
    List<String> lines(int width) {
        List<String> one = table(SummaryTable::mark, true, true);
        if (fits(one, width)) {
            return one;
        }
        List<String> narrow = table(SummaryTable::broken, true, true);
        if (fits(narrow, width)) {
            return narrow;
        }
        List<String> two = new ArrayList<>(table(SummaryTable::broken, true, false));
        if (summary.rows().stream().allMatch(row -> row.difference() == null)) {
            return two;
        }
        two.add("");
        two.addAll(table(SummaryTable::broken, false, true));
        return two;
    }

    private static boolean fits(List<String> lines, int width) {
        return lines.stream().allMatch(line -> line.length() <= width);
    }

    /** The mark of a sample under the name. */
    private static String mark(String benchmark) {
        return benchmark.replace(" (", "\n(");
    }

    /** Long names over several lines too. */
    private static String broken(String benchmark) {
        return mark(benchmark).replaceAll("(?<=\\w{6})_", "\n_");
    }

    private List<String> table(UnaryOperator<String> title, boolean scores, boolean differences) {
        TextTable table = new TextTable().left("scores in %");
        if (scores) {
            benchmarks.forEach(
                    benchmark -> table.right(title.apply(benchmark).lines().toArray(String[]::new)));
            table.right("mean");
        }
        if (differences) {
            table.right("vs", "baseline").right("won").right("lost").right("items");
        }
        summary.rows().forEach(row -> table.row(cells(row, scores, differences)));
        return underModels(table);
    }

    private List<String> underModels(TextTable table) {
        List<String> rows = table.lines();
        int titles = rows.size() - summary.rows().size();
        List<String> lines = new ArrayList<>(rows.subList(0, titles));
        String model = "";
        for (int i = 0; i < summary.rows().size(); i++) {
            String its = summary.rows().get(i).model();
            if (!its.equals(model)) {
                lines.add(SafeText.line(its, NAME));
                model = its;
            }
            lines.add(rows.get(titles + i));
        }
        return lines;
    }

    private Object[] cells(RunSummary.Row row, boolean scores, boolean differences) {
        List<Object> cells = new ArrayList<>();
        cells.add("  " + row.personality());
        if (scores) {
            Map<String, RunSummary.Cell> its = summary.cellsOf(row.model(), row.personality());
            for (String benchmark : benchmarks) {
                RunSummary.Cell cell = its.get(benchmark);
                cells.add(cell == null ? "" : score(cell));
            }
            cells.add(row.mean() == null ? "-" : Figures.share(row.mean()));
        }
        if (differences) {
            Double difference = row.difference();
            cells.add(difference == null ? "" : Figures.points(difference));
            cells.add(difference == null ? "" : row.won());
            cells.add(difference == null ? "" : row.lost());
            cells.add(difference == null ? "" : row.compared());
        }
        return cells.toArray();
    }

    private static String score(RunSummary.Cell cell) {
        Double score = cell.score();
        if (score == null) {
            return cell.status().label();
        }
        String strict = cell.strict() == null ? "" : " / " + Figures.share(cell.strict());
        return Figures.share(score)
                + strict
                + (cell.status() == CellStatus.PARTIAL ? "*" : "")
                + (cell.ownSystem() ? " S" : "");
    }
}
