package dev.matrix.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table, and whether all bars were met. Not thread-safe. */
final class Report {

    private static final String ROW = "%-46s %3s %8s %8s %8s  %6s %6s  %s%n";

    private final List<Row> rows = new ArrayList<>();

    /** What a row is measured against: the bar must be met, the aim is what we would like. */
    record Target(double bar, double aim) {}

    private record Row(String name, int decimals, List<Double> values, Spread spread, Target target, double judged) {

        boolean hasTarget() {
            return target.bar() > 0;
        }

        String verdict() {
            if (!hasTarget()) {
                return "";
            }
            return judged <= target.aim() ? "aim met" : judged <= target.bar() ? "bar met" : "MISSED";
        }

        void print(PrintStream out) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    name,
                    values.size(),
                    figure(spread.min()),
                    figure(spread.median()),
                    figure(spread.max()),
                    hasTarget() ? trimmed(target.bar()) : "",
                    hasTarget() ? trimmed(target.aim()) : "",
                    verdict());
        }

        private String figure(double value) {
            return String.format(Locale.ROOT, "%." + decimals + "f", value);
        }

        private static String trimmed(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }
    }

    /** A row judged by its median. */
    void median(String name, int decimals, List<Double> values, Target target) {
        Spread spread = Spread.of(values);
        rows.add(new Row(name, decimals, List.copyOf(values), spread, target, spread.median()));
    }

    /** A row judged by its greatest value. */
    void greatest(String name, int decimals, List<Double> values, Target target) {
        Spread spread = Spread.of(values);
        rows.add(new Row(name, decimals, List.copyOf(values), spread, target, spread.max()));
    }

    /** A row that is not judged. */
    void plain(String name, int decimals, List<Double> values) {
        median(name, decimals, values, new Target(0, 0));
    }

    void print(PrintStream out) {
        out.printf(ROW, "", "n", "min", "median", "max", "bar", "aim", "");
        rows.forEach(row -> row.print(out));
    }

    boolean allBarsMet() {
        return rows.stream().noneMatch(row -> row.verdict().equals("MISSED"));
    }
}
