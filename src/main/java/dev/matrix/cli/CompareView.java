package dev.matrix.cli;

import dev.matrix.app.CompareRuns;
import dev.matrix.app.Gate;
import dev.matrix.app.RunChange;
import dev.matrix.console.Figures;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints two runs side by side. */
final class CompareView {

    private static final int LIST = 8;
    private static final int SENTENCE = 300;

    private final Screen screen;

    CompareView(Screen screen) {
        this.screen = screen;
    }

    /** @param unchecked why nothing could be held against a verdict */
    void json(CompareRuns.Compared compared, List<Gate.Miss> misses, Optional<String> unchecked) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("first", side(compared.first()));
        document.put("second", side(compared.second()));
        document.put("exploratory", compared.exploratory());
        document.put("changes", compared.changes());
        document.put("shared", compared.shared());
        document.put("combinations", compared.rows());
        document.put("not_compared", compared.notCompared());
        document.put("only_first", compared.onlyFirst());
        document.put("only_second", compared.onlySecond());
        document.put("missed", misses);
        unchecked.ifPresent(sentence -> document.put("unchecked", sentence));
        screen.result(new Json().text(document));
    }

    private static Map<String, Object> side(CompareRuns.Side side) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("run", side.run());
        entry.put("created_at", side.createdAt().toString());
        entry.put("program", side.program());
        entry.put("server", side.server());
        entry.put("simulated", side.simulated());
        return entry;
    }

    void show(CompareRuns.Compared compared) {
        screen.result("first:  " + described(compared.first()));
        screen.result("second: " + described(compared.second()));
        changes(compared);
        compared.shared().forEach(this::shared);
        rows(compared.rows());
        compared.notCompared()
                .forEach(left ->
                        screen.result(SafeText.line("not compared: " + left.id() + ": " + left.reason(), SENTENCE)));
        only("first", compared.onlyFirst());
        only("second", compared.onlySecond());
    }

    private static String described(CompareRuns.Side side) {
        return SafeText.line(
                side.run() + ", " + side.createdAt().truncatedTo(ChronoUnit.SECONDS) + ", matrix " + side.program()
                        + ", server " + side.server() + (side.simulated() ? ", SIMULATED" : ""),
                SENTENCE);
    }

    private void changes(CompareRuns.Compared compared) {
        List<RunChange> changes = compared.changes();
        screen.result("");
        if (changes.isEmpty()) {
            boolean same =
                    compared.onlyFirst().isEmpty() && compared.onlySecond().isEmpty();
            screen.result((same
                            ? "Nothing changed but the replies"
                            : "The runs have not the same combinations; in those of both nothing changed but the replies")
                    + ": settings, versions, digests, prompts and data are the same.");
            return;
        }
        TextTable table = new TextTable().left("changed").left("first").left("second");
        changes.forEach(change -> table.row(change.what(), change.first(), change.second()));
        screen.result(table.lines());
    }

    private void shared(CompareRuns.Shared shared) {
        if (shared.shared() < shared.first() || shared.shared() < shared.second()) {
            screen.result(shared.shownAs() + ": " + Figures.count(shared.shared(), "item")
                    + (shared.shared() == 1 ? " is" : " are") + " in both runs ("
                    + Figures.count(shared.first()) + " in the first, " + Figures.count(shared.second())
                    + " in the second"
                    + (shared.changed() > 0
                            ? "; " + shared.changed() + (shared.changed() == 1 ? " has" : " have") + " another content"
                            : "")
                    + "); " + (shared.shared() == 1 ? "only it is" : "only they are") + " compared.");
        }
    }

    private void rows(List<CompareRuns.Row> rows) {
        screen.result("");
        if (rows.isEmpty()) {
            screen.result("No combination stands in both runs with enough in each to be compared.");
            return;
        }
        table(rows);
        rows.stream()
                .filter(row -> row.note() != null)
                .forEach(row -> screen.result(SafeText.line(row.id() + ": " + row.note(), SENTENCE)));
        rows.stream()
                .filter(row -> !Objects.equals(row.firstVerdict(), row.secondVerdict()))
                .forEach(row -> screen.result(SafeText.line(
                        row.id() + ": against baseline " + words(row.firstVerdict()) + " in the first run, "
                                + words(row.secondVerdict()) + " in the second",
                        SENTENCE)));
        screen.result("");
        screen.result("Exploratory: no comparison of the two runs was fixed before both. Corrected (Holm) for "
                + Figures.count(rows.get(0).family(), "comparison") + ".");
    }

    /** Each model once above its combinations. */
    private void table(List<CompareRuns.Row> rows) {
        TextTable table = new TextTable()
                .left("scores in %")
                .right("first")
                .right("second")
                .right("points")
                .left("95 % interval")
                .right("won")
                .right("lost")
                .right("items")
                .left("second run");
        rows.forEach(row -> table.row(
                "  " + row.personality() + " " + row.shownAs() + " " + row.setting(),
                Figures.share(row.referenceAccuracy()),
                Figures.share(row.accuracy()),
                Figures.points(row.difference()),
                Figures.points(row.ci95().get(0), row.ci95().get(1)),
                row.won(),
                row.lost(),
                row.compared(),
                words(row.verdict())));
        List<String> lines = table.lines();
        screen.result(lines.get(0));
        String model = "";
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).model().equals(model)) {
                model = rows.get(i).model();
                screen.result(SafeText.line(model, SENTENCE));
            }
            screen.result(lines.get(i + 1));
        }
    }

    private static String words(@Nullable String verdict) {
        return verdict == null ? "-" : verdict.replace('_', ' ');
    }

    private void only(String which, List<String> ids) {
        if (!ids.isEmpty()) {
            screen.result("only in the " + which + ": "
                    + ids.stream()
                            .limit(LIST)
                            .map(id -> SafeText.line(id, SENTENCE))
                            .collect(Collectors.joining(", "))
                    + (ids.size() > LIST ? " and " + (ids.size() - LIST) + " more" : ""));
        }
    }
}
