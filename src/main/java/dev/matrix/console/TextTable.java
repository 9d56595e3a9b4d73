package dev.matrix.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A plain table: columns as wide as their widest cell on a terminal, two spaces apart, numbers to the right. Cells and titles are made safe. Not thread-safe.
 */
public final class TextTable {

    private static final int CELL_LIMIT = 120;

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String title, boolean right) {}

    /** Adds a column whose cells start at its left edge. */
    public TextTable left(String title) {
        columns.add(new Column(SafeText.line(title, CELL_LIMIT), false));
        return this;
    }

    /** Adds a column whose cells end at its right edge. */
    public TextTable right(String title) {
        columns.add(new Column(SafeText.line(title, CELL_LIMIT), true));
        return this;
    }

    /** Adds a row: one cell a column. */
    public TextTable row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(SafeText.line(String.valueOf(cell), CELL_LIMIT));
        }
        rows.add(row);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines: titles, then rows; no trailing blanks. */
    public List<String> lines() {
        List<Integer> widths =
                IntStream.range(0, columns.size()).mapToObj(this::width).toList();
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::title).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int width(int column) {
        int widest = rows.stream()
                .mapToInt(row -> TextWidth.of(row.get(column)))
                .max()
                .orElse(0);
        return Math.max(widest, TextWidth.of(columns.get(column).title()));
    }

    private String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(widths.get(i) - TextWidth.of(cell));
            line.append(columns.get(i).right() ? padding + cell : cell + padding)
                    .append("  ");
        }
        return line.toString().stripTrailing();
    }
}
