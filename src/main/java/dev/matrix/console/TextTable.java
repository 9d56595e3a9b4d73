package dev.matrix.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A plain table: columns as wide as their widest cell on a terminal, two spaces apart, numbers to the right. Cells and titles are made safe. Not thread-safe.
 */
public final class TextTable {

    private static final int CELL_LIMIT = 120;

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(List<String> title, boolean right) {

        static Column of(boolean right, String... title) {
            return new Column(
                    Arrays.stream(title)
                            .map(line -> SafeText.line(line, CELL_LIMIT))
                            .toList(),
                    right);
        }

        /** A line of the title; titles of fewer lines stand at the bottom. */
        String title(int line, int height) {
            int at = line - (height - title.size());
            return at < 0 ? "" : title.get(at);
        }
    }

    /** Adds a column whose cells start at its left edge; one title text a line. */
    public TextTable left(String... title) {
        columns.add(Column.of(false, title));
        return this;
    }

    /** Adds a column whose cells end at its right edge; one title text a line. */
    public TextTable right(String... title) {
        columns.add(Column.of(true, title));
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

    /** The lines: titles, then rows; no trailing blanks. */
    public List<String> lines() {
        List<Integer> widths =
                IntStream.range(0, columns.size()).mapToObj(this::width).toList();
        List<String> lines = new ArrayList<>();
        int height =
                columns.stream().mapToInt(column -> column.title().size()).max().orElse(0);
        for (int i = 0; i < height; i++) {
            int at = i;
            lines.add(line(
                    columns.stream().map(column -> column.title(at, height)).toList(), widths));
        }
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int width(int column) {
        int widest = rows.stream()
                .mapToInt(row -> TextWidth.of(row.get(column)))
                .max()
                .orElse(0);
        int title = columns.get(column).title().stream()
                .mapToInt(TextWidth::of)
                .max()
                .orElse(0);
        return Math.max(widest, title);
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
