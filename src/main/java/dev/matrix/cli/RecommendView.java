package dev.matrix.cli;

import dev.matrix.app.Recommend;
import dev.matrix.console.Figures;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import java.util.List;

/** Prints what is recommended. */
final class RecommendView {

    private static final int WORSE = 10;
    private static final int SENTENCE = 300;

    private final Screen screen;

    RecommendView(Screen screen) {
        this.screen = screen;
    }

    void show(Recommend.Recommended recommended) {
        if (recommended.simulated()) {
            screen.result("SIMULATED: a simulator answered; these numbers say nothing about real models.");
        }
        if (recommended.candidates().isEmpty()) {
            return;
        }
        screen.result("Run " + recommended.runId() + ", by " + String.join(", ", recommended.benchmarks()));
        table(recommended.candidates());
        standing(recommended);
        leftOut(recommended);
        screen.result("");
        file(recommended);
    }

    /** The best, all that cannot be told from it, and a few of the others. */
    private void table(List<Recommend.Candidate> candidates) {
        long ties = ties(candidates);
        TextTable table = new TextTable()
                .left("model")
                .left("personality")
                .right("score in %")
                .left("95 % interval")
                .right("to the best")
                .left("")
                .right("memory")
                .right("tokens/s");
        long shown = ties + 1 + WORSE;
        candidates.stream().limit(shown).forEach(each -> table.row(row(each)));
        screen.result(table.lines());
        if (candidates.size() > shown) {
            screen.result((candidates.size() - shown) + " more are not shown.");
        }
    }

    private static Object[] row(Recommend.Candidate each) {
        Long memory = each.memoryBytes();
        Double speed = each.tokensPerSecond();
        Double difference = each.difference();
        return new Object[] {
            each.model(),
            each.personality(),
            Figures.share(each.score()),
            Figures.share(each.ci95().get(0)) + " to "
                    + Figures.share(each.ci95().get(1)),
            difference == null ? "?" : Figures.points(difference),
            each.standing().replace('_', ' '),
            memory == null ? "?" : Figures.bytes(memory),
            speed == null ? "?" : Figures.count(Math.round(speed))
        };
    }

    private static String compared(List<Recommend.Candidate> candidates) {
        return candidates.stream().allMatch(each -> each.difference() != null)
                ? "here."
                : "that has items in common with it on each benchmark.";
    }

    private static long ties(List<Recommend.Candidate> candidates) {
        return candidates.stream().filter(each -> each.standing().equals("tie")).count();
    }

    private void standing(Recommend.Recommended recommended) {
        Recommend.Candidate best = recommended.candidates().get(0);
        long ties = ties(recommended.candidates());
        screen.result(SafeText.line(
                ties == 0
                        ? best.model() + " with " + best.personality() + " is better than every other one "
                                + compared(recommended.candidates())
                        : "A tie: " + best.model() + " with " + best.personality()
                                + " scored highest, and the items cannot tell " + Figures.count(ties, "other")
                                + " from it. Any of them may be the best; take the lightest or fastest.",
                SENTENCE));
        screen.result("It was picked for its score on these items: expect a little less on new ones.");
    }

    private void leftOut(Recommend.Recommended recommended) {
        recommended.leftOut().stream()
                .limit(WORSE)
                .forEach(each -> screen.result(SafeText.line(
                        "left out: " + each.model() + " with " + each.personality() + ": " + each.reason(), SENTENCE)));
        int more = recommended.leftOut().size() - WORSE;
        if (more > 0) {
            screen.result(more + " more are left out; --json names them.");
        }
    }

    private void file(Recommend.Recommended recommended) {
        String text = recommended.modelfile();
        if (text == null) {
            screen.warning(
                    SafeText.line("No Modelfile can be written for it: " + recommended.problem() + ".", SENTENCE));
            return;
        }
        screen.result(List.of(text.stripTrailing()));
    }

    /** Why there is nothing to recommend. */
    void none(Recommend.Recommended recommended) {
        screen.error("Nothing of run " + recommended.runId() + " fits: "
                + recommended.leftOut().stream()
                        .map(each -> SafeText.line(
                                each.model() + " with " + each.personality() + ": " + each.reason(), SENTENCE))
                        .distinct()
                        .limit(3)
                        .reduce((one, other) -> one + "; " + other)
                        .orElse("no combination has a score")
                + ". Loosen a limit, or run more.");
    }
}
