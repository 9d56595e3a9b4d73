package dev.matrix.cli;

import dev.matrix.app.PlanSummary;
import dev.matrix.app.PreparedRun;
import dev.matrix.app.Reuse;
import dev.matrix.app.RunDialogue;
import dev.matrix.console.Figures;
import dev.matrix.console.Question;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import java.time.Duration;
import java.util.List;

/** Talks with the user about a run: warnings, the estimate, the question before a long one. */
final class RunConversation implements RunDialogue {

    private static final Duration LONG = Duration.ofMinutes(30);
    private static final int SENTENCE = 1000;

    private final Screen screen;
    private final Question question;
    private final boolean mayAsk;

    /** @param mayAsk false starts even a long run without a question */
    RunConversation(Screen screen, Question question, boolean mayAsk) {
        this.screen = screen;
        this.question = question;
        this.mayAsk = mayAsk;
    }

    @Override
    public void warning(String sentence) {
        screen.warning(SafeText.line(sentence, SENTENCE));
    }

    @Override
    public void message(String line) {
        screen.message(SafeText.line(line, SENTENCE));
    }

    @Override
    public boolean mayStart(PreparedRun prepared) {
        PlanSummary plan = prepared.summary();
        message(size(plan));
        Duration expected = Duration.ofSeconds(Math.round(plan.seconds()));
        if (expected.compareTo(LONG) <= 0 || !mayAsk) {
            return true;
        }
        return question.yes("This may take " + estimate(plan) + ". Start?");
    }

    static String size(PlanSummary plan) {
        return plan.models() + " models x " + plan.personalities() + " personalities x " + plan.benchmarks()
                + " benchmarks" + (plan.settings() > 1 ? " x " + plan.settings() + " settings" : "") + " = "
                + Figures.count(plan.combinations().size()) + " combinations, " + Figures.count(plan.trials())
                + " trials, about " + Figures.count(plan.requests()) + " requests, " + estimate(plan);
    }

    private static String estimate(PlanSummary plan) {
        return Figures.duration(Duration.ofSeconds(Math.round(plan.lowSeconds()))) + " to "
                + Figures.duration(Duration.ofSeconds(Math.round(plan.highSeconds())))
                + " (guessed before anything was measured)";
    }

    @Override
    public void resuming(String runId, Reuse reuse, List<String> changes) {
        message("Resuming run " + runId + ": " + Figures.count(reuse.reused()) + " of "
                + Figures.count(reuse.planned()) + " trials are reused; asked again: " + reuse.failed() + " failed, "
                + reuse.stale() + " stale; new: " + Figures.count(reuse.fresh())
                + (changes.isEmpty() ? "" : "; added: " + String.join(", ", changes)) + ".");
    }
}
