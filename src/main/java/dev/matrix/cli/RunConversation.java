package dev.matrix.cli;

import dev.matrix.app.PlanSummary;
import dev.matrix.app.PlannedShard;
import dev.matrix.app.PreparedRun;
import dev.matrix.app.Reuse;
import dev.matrix.app.RunDialogue;
import dev.matrix.console.Figures;
import dev.matrix.console.Question;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Talks with the user about a run: warnings, the estimate, the question before a long one. */
final class RunConversation implements RunDialogue {

    private static final Duration LONG = Duration.ofMinutes(30);
    private static final int SENTENCE = 1000;
    private static final int NAME = 60;

    private final Screen screen;
    private final Question question;
    private final boolean mayAsk;
    private final UnaryOperator<String> resumeCommand;
    private Consumer<PlanSummary> check = plan -> {};
    private String reason = "";
    private @Nullable String run;
    private boolean told;

    /**
     * @param mayAsk false starts even a long run without a question
     * @param resumeCommand the command that goes on with a run of this name
     */
    RunConversation(Screen screen, Question question, boolean mayAsk, UnaryOperator<String> resumeCommand) {
        this.screen = screen;
        this.question = question;
        this.mayAsk = mayAsk;
        this.resumeCommand = resumeCommand;
    }

    /** With something that looks at the plan before anything is asked, and may throw. */
    RunConversation before(Consumer<PlanSummary> start) {
        check = start;
        return this;
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
    public void notRun(String why) {
        reason = why;
    }

    /** Why nothing was run; empty when something was. */
    String reason() {
        return reason;
    }

    @Override
    public void begun(String runId) {
        run = runId;
    }

    @Override
    public void stopped(boolean serverLost) {
        told = true;
        screen.error((serverLost ? "The server is lost" : "Stopped")
                + "; everything answered so far is saved. Go on with: " + resumeCommand.apply(String.valueOf(run)));
    }

    /** How to go on after a failure; empty when there is no run yet, or it was told. */
    Optional<String> wayOn() {
        return told || run == null
                ? Optional.empty()
                : Optional.of("What was answered so far is saved. Go on with: " + resumeCommand.apply(run));
    }

    @Override
    public boolean mayStart(PreparedRun prepared) {
        PlanSummary plan = prepared.summary();
        check.accept(plan);
        message(size(plan));
        shards(plan).ifPresent(this::message);
        budget(plan).ifPresent(this::message);
        inFlight(plan).ifPresent(this::message);
        String coarse = plan.power().warning();
        if (coarse != null && plan.trials() > 0) {
            warning(coarse);
        }
        Duration expected = Duration.ofSeconds(Math.round(expectedSeconds(plan)));
        if (expected.compareTo(LONG) <= 0 || !mayAsk) {
            return true;
        }
        return question.yes("This may take " + estimate(plan) + ". Start?");
    }

    /** That the requests in flight are not fixed yet; empty when they are. */
    static Optional<String> inFlight(PlanSummary plan) {
        return plan.concurrency().measured()
                ? Optional.of("Requests in flight: measured before each model's first trial, then held to its last; the"
                        + " time above assumes " + plan.concurrency().requests() + ".")
                : Optional.empty();
    }

    private static double expectedSeconds(PlanSummary plan) {
        PlanSummary.Budget budget = plan.budget();
        return budget == null ? plan.seconds() : Math.min(plan.seconds(), budget.seconds());
    }

    /** How the run's time is shared out; empty when it has as much as it needs. */
    static Optional<String> budget(PlanSummary plan) {
        PlanSummary.Budget budget = plan.budget();
        if (budget == null || budget.models().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("Budget " + seconds(budget.seconds()) + ", in blocks of 20 items: "
                + budget.models().stream()
                        .map(share -> SafeText.line(share.model(), NAME) + " " + seconds(share.seconds())
                                + (share.items() >= 1
                                        ? " (enough for all)"
                                        : " (about " + Figures.percent(share.items()) + " of its trials)"))
                        .collect(Collectors.joining(", "))
                + "; by the estimate, which is "
                + (plan.basis() == PlanSummary.Basis.GUESSED ? "a guess" : "from the times so far")
                + ". The first block of each is asked in any case.");
    }

    private static String seconds(double seconds) {
        return Figures.duration(Duration.ofNanos((long) Math.ceil(seconds * 1e9)));
    }

    static String size(PlanSummary plan) {
        if (plan.rest() && plan.trials() == 0) {
            return "Nothing is left to ask.";
        }
        String work = Figures.count(plan.combinations().size(), "combination")
                + (plan.controlTrials() > 0 ? " and the control" : "") + ", "
                + Figures.count(plan.trials(), "trial") + ", about " + Figures.count(plan.requests(), "request") + ", "
                + estimate(plan);
        if (plan.rest()) {
            return "Left to ask: " + work;
        }
        PlannedShard shard = plan.shard();
        if (shard != null) {
            return "Shard " + shard.index() + " of " + shard.count() + ": " + work;
        }
        return Figures.count(plan.models(), "model") + " x " + Figures.count(plan.personalities(), "personality")
                + " x " + Figures.count(plan.benchmarks(), "benchmark")
                + (plan.settings() > 1 ? " x " + Figures.count(plan.settings(), "setting") : "") + " = " + work;
    }

    /** How the run is split; empty when it is not. */
    static Optional<String> shards(PlanSummary plan) {
        PlannedShard shard = plan.shard();
        if (shard == null || shard.seconds().isEmpty()) {
            return Optional.empty();
        }
        double longest = Collections.max(shard.seconds());
        double all = shard.seconds().stream().mapToDouble(Double::doubleValue).sum();
        return Optional.of(String.format(
                Locale.ROOT,
                "Split by %s into %d: by the estimate the longest shard has %.0f %% of the work, an even split would be"
                        + " %.0f %%.",
                shard.by(),
                shard.count(),
                all <= 0 ? 0 : 100 * longest / all,
                100.0 / shard.count()));
    }

    private static String estimate(PlanSummary plan) {
        String low = seconds(plan.lowSeconds());
        String high = seconds(plan.highSeconds());
        return (low.equals(high) ? low : low + " to " + high)
                + switch (plan.basis()) {
                    case GUESSED -> " (guessed before anything was measured)";
                    case MEASURED -> " (from the times so far)";
                    case SCALED -> " (from the times so far, in part of other work)";
                };
    }

    @Override
    public void resuming(String runId, Reuse reuse, List<String> changes) {
        message("Resuming run " + runId + ": " + Figures.count(reuse.reused()) + " of "
                + Figures.count(reuse.planned()) + " trials are reused; asked again: " + reuse.failed() + " failed, "
                + reuse.stale() + " stale; new: " + Figures.count(reuse.fresh())
                + (changes.isEmpty() ? "" : "; added: " + String.join(", ", changes)) + ".");
    }
}
