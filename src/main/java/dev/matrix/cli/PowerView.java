package dev.matrix.cli;

import dev.matrix.app.PlannedPower;
import dev.matrix.console.Figures;
import dev.matrix.console.TextTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows people what a plan can find out. */
final class PowerView {

    private final PlannedPower power;

    PowerView(PlannedPower power) {
        this.power = power;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (PlannedPower.Entry entry : power.entries()) {
            lines.add("");
            lines.add("Smallest difference in points that is found in 80 of 100 runs, with "
                    + Figures.count(entry.items(), "item") + " (" + String.join(", ", entry.benchmarks())
                    + "), by one test alone and as one of " + Figures.count(entry.comparisons(), "comparison") + ":");
            lines.addAll(rows(entry).lines());
        }
        String note = power.note();
        if (note != null) {
            lines.add(note);
        }
        String warning = power.warning();
        if (warning != null) {
            lines.add(warning);
        }
        return lines;
    }

    private static TextTable rows(PlannedPower.Entry entry) {
        String sesoi = BigDecimal.valueOf(entry.sesoi()).stripTrailingZeros().toPlainString() + " points";
        TextTable rows = new TextTable()
                .left("discordance")
                .right("alone")
                .right("corrected")
                .right("n for " + sesoi, "alone")
                .right("n for " + sesoi, "corrected");
        for (PlannedPower.Row row : entry.rows()) {
            rows.row(
                    Figures.percent(row.discordance()),
                    points(row.smallest()),
                    points(row.smallestCorrected()),
                    Figures.count(row.itemsForSesoi()),
                    Figures.count(row.itemsForSesoiCorrected()));
        }
        return rows;
    }

    private static String points(@Nullable Double points) {
        return points == null ? "none" : String.format(Locale.ROOT, "%.1f", points);
    }
}
