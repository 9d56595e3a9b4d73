package dev.matrix.cli;

import dev.matrix.app.Recompute;
import dev.matrix.console.Figures;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints published claims beside what their tables give. */
final class RecomputeView {

    private final Screen screen;

    RecomputeView(Screen screen) {
        this.screen = screen;
    }

    void show(Recompute.Recomputed recomputed) {
        recomputed.studies().forEach(this::study);
        twins(recomputed.samePrompts());
        means(recomputed.means());
        screen.result(Figures.count(recomputed.ok() + recomputed.differ() + recomputed.notShown(), "claim") + ": "
                + recomputed.ok() + " ok, " + recomputed.differ() + " differ, " + recomputed.notShown()
                + " not shown by their own tables.");
    }

    private void study(Recompute.Study study) {
        screen.result(study.title());
        screen.result("source: " + study.source());
        TextTable table =
                new TextTable().left("claim").left("claimed").left("recomputed").left("verdict");
        study.claims().forEach(row -> table.row(row.says(), row.claimed(), row.recomputed(), row.verdict()));
        List<String> lines = table.lines();
        screen.result(lines.get(0));
        for (int i = 0; i < study.claims().size(); i++) {
            screen.result(lines.get(i + 1));
            String why = study.claims().get(i).why();
            if (!why.isEmpty()) {
                screen.result(wrapped(why));
            }
        }
        screen.result("");
    }

    /** Under its row, indented, within the width of a table. */
    private List<String> wrapped(String text) {
        int width = screen.terminal().tableWidth();
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder("   ");
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder("   ");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private void twins(List<Recompute.Twins> twins) {
        screen.result("The noise floor: conditions that sent the same prompt");
        TextTable table = new TextTable()
                .left("model")
                .left("conditions")
                .right("mean", "differs by")
                .left("widest on")
                .right("items")
                .left("p lies from", "to")
                .left("called", "different");
        twins.forEach(pair -> table.row(
                pair.model(),
                pair.first() + " / " + pair.second(),
                String.format(Locale.ROOT, "%+.3f", pair.difference()),
                pair.items() == 0 ? "-" : pair.set(),
                pair.items() == 0 ? "0" : String.format(Locale.ROOT, "%+d", pair.items()),
                String.format(Locale.ROOT, "%.3f to %.3f", pair.leastP(), pair.mostP()),
                pair.different() ? "yes" : "no"));
        screen.result(table.lines());
        screen.result(
                "Only counts were published: which items flipped is unknown, so that McNemar's exact p is known only to lie");
        screen.result(
                "between the value with the fewest flips that the difference needs and that with the most the counts allow.");
        screen.result("");
    }

    private void means(List<Recompute.Means> means) {
        screen.result("Mean over the five sets, recomputed");
        TextTable table = new TextTable().left("condition");
        means.get(0).byModel().keySet().forEach(table::right);
        for (Recompute.Means condition : means) {
            List<Object> cells = new ArrayList<>(List.of(condition.condition()));
            condition.byModel().values().forEach(mean -> cells.add(String.format(Locale.ROOT, "%.3f", mean)));
            table.row(cells.toArray());
        }
        screen.result(table.lines());
        screen.result("");
    }
}
