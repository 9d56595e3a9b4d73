package dev.matrix.endurance;

import java.io.PrintStream;
import java.util.Locale;

/** Prints each figure with its bar as soon as it is known, and remembers whether all bars were met. Not thread-safe. */
final class FigureTable {

    private static final String ROW = "%-58s %12s %12s  %s%n";

    private final PrintStream out;
    private boolean met = true;

    FigureTable(PrintStream out) {
        this.out = out;
    }

    void heading(String title) {
        out.printf(Locale.ROOT, ROW, title, "", "bar", "");
    }

    /** A figure that must not be greater than its bar. */
    void atMost(String name, double value, double bar, String unit) {
        boolean good = value <= bar;
        met &= good;
        out.printf(Locale.ROOT, ROW, "  " + name, figure(value, unit), figure(bar, unit), good ? "met" : "MISSED");
    }

    /** Something that must be so. */
    void holds(String name, boolean good) {
        met &= good;
        out.printf(Locale.ROOT, ROW, "  " + name, good ? "yes" : "no", "yes", good ? "met" : "MISSED");
    }

    /** A figure that is not judged. */
    void plain(String name, double value, String unit) {
        out.printf(Locale.ROOT, ROW, "  " + name, figure(value, unit), "", "");
    }

    boolean allBarsMet() {
        return met;
    }

    private static String figure(double value, String unit) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, unit).strip();
    }
}
