package dev.matrix.domain;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures that somebody published, with what was claimed of them.
 *
 * @param name short and unique
 * @param title for people
 * @param source who published them, when and how they were measured
 * @param tables by name
 * @param claims in the order of the publication
 */
public record PublishedStudy(String name, String title, String source, Map<String, Table> tables, List<Claim> claims) {

    public PublishedStudy {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        claims = List.copyOf(claims);
    }

    /** Rows of numbers under named columns. */
    public record Table(List<String> columns, List<Row> rows) {

        public Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /**
     * One row.
     *
     * @param of what it is about, e.g. a model
     * @param part which part of it, e.g. a benchmark
     * @param items how many items a count is out of; 0 where nothing is counted
     * @param values one a column
     */
    public record Row(String of, String part, int items, List<Double> values) {

        public Row {
            values = List.copyOf(values);
        }
    }

    /**
     * One claim.
     *
     * @param id short and unique, e.g. {@code cot-gain-gemma}
     * @param says what is claimed, in the words of the publication where they are short
     * @param claimed the figure as printed
     * @param value the same as a number, with the decimals that were printed; null where the claim is no figure
     * @param measure how it is recomputed
     * @param of what the measure is taken of, e.g. a model; empty where it is taken of everything
     */
    public record Claim(
            String id,
            String says,
            String claimed,
            @Nullable BigDecimal value,
            String measure,
            String of) {}

    /** The table of that name. */
    public Table table(String table) {
        Table found = tables.get(table);
        if (found == null) {
            throw new IllegalArgumentException("the study '" + name + "' has no table '" + table + "'");
        }
        return found;
    }
}
