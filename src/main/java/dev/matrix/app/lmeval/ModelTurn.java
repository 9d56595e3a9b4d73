package dev.matrix.app.lmeval;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.LoadReport;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Protocol;
import dev.matrix.execution.ExecutionEvent;
import dev.matrix.execution.ProtocolChoice;
import dev.matrix.inference.LoadOptions;
import dev.matrix.lmeval.LmEvalTasks;
import dev.matrix.lmeval.TaskBook;
import dev.matrix.plan.ModelPlan;
import java.util.List;
import java.util.Optional;

/** One model from loading to unloading, asked by lm-eval: one process a combination and repeat, one after the other. Driven by one thread. */
final class ModelTurn {

    private final LmEvalParts parts;
    private final LmEvalEngine execution;
    private final TaskBook book;
    private final ModelPlan plan;
    private final Model model;
    private final List<CombinationTurns> works;

    ModelTurn(LmEvalParts parts, LmEvalEngine execution, TaskBook book, ModelPlan plan, List<CombinationTurns> works) {
        this.parts = parts;
        this.execution = execution;
        this.book = book;
        this.plan = plan;
        this.model = plan.model();
        this.works = works;
    }

    /** Does what is left of the model; without touching the server when nothing is. */
    void run(int position, int models) {
        List<CombinationTurns> left = works.stream().filter(this::isLeft).toList();
        if (left.isEmpty()) {
            return;
        }
        parts.say(new ExecutionEvent.ModelLoading(model, position, models));
        LoadReport report;
        try {
            report = parts.ports()
                    .server()
                    .preload(
                            model.name(),
                            LoadOptions.automatic(),
                            parts.settings().loadBudget());
        } catch (MatrixException e) {
            left.forEach(work -> failed(work, model.name() + " could not be loaded: " + e.getMessage()));
            execution.checkServer();
            return;
        }
        execution.loaded();
        int context = report.loaded().contextTokens();
        parts.say(new ExecutionEvent.ModelLoaded(model, report, context));
        sayHow(left);
        sayReach();
        if (context <= 0) {
            parts.warn("the server does not say which context " + model.name()
                    + " has: whether long prompts are cut cannot be seen");
        }
        askAll(left, new ServerContext(parts, model, context));
        leave();
    }

    private boolean isLeft(CombinationTurns work) {
        if (work.known() < work.planned().trials()) {
            return true;
        }
        parts.say(new ExecutionEvent.CombinationFinished(
                work.combination(), work.planned().trials(), 0, true));
        return false;
    }

    private void sayHow(List<CombinationTurns> left) {
        parts.say(new ExecutionEvent.BaselineChosen(
                model, BaselineSystem.NONE, "lm-eval sends no system message where a personality has none"));
        left.stream()
                .map(work -> work.combination().benchmark())
                .distinct()
                .forEach(benchmark -> parts.say(new ExecutionEvent.ProtocolChosen(
                        new ProtocolChoice(model.name(), benchmark.name(), Protocol.GENERATE, "lm-eval reads texts"),
                        false)));
    }

    /** lm-eval shows nothing of the prompts that the model gets, so that the look is matrix's own: the same messages through the server's own interface. */
    private void sayReach() {
        if (execution.goesOn()) {
            parts.say(new ExecutionEvent.Waiting("checking how prompts reach " + model.name()));
            parts.reach().findings(plan).forEach(finding -> parts.say(new ExecutionEvent.ReachFound(finding)));
        }
    }

    private void askAll(List<CombinationTurns> left, ServerContext context) {
        for (CombinationTurns work : left) {
            if (!execution.goesOn()) {
                return;
            }
            ServerContext.Fit fit = context.fit(work);
            if (fit.refusal() != null) {
                failed(work, fit.refusal());
                continue;
            }
            parts.say(new ExecutionEvent.CombinationStarted(work.combination()));
            askOrSay(work, context, fit.known()).ifPresent(error -> failed(work, error));
        }
    }

    /** What cannot be asked is one combination's failure, never the run's end. */
    private Optional<String> askOrSay(CombinationTurns work, ServerContext context, boolean fits) {
        try {
            return ask(work, context, fits);
        } catch (MatrixException e) {
            if (e.kind() != MatrixException.Kind.USAGE) {
                throw e;
            }
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Asks all repeats; why the combination failed, if it did. */
    private Optional<String> ask(CombinationTurns work, ServerContext context, boolean fits) {
        LmEvalTasks tasks = book.tasks(work.planned(), work.items(), work);
        execution.substituted(work.combination().benchmark(), tasks.substitute());
        CombinationOrders orders = new CombinationOrders(parts, work, tasks, context.tokens());
        CombinationAsking asking = new CombinationAsking(parts, execution, work, orders, context.seen(fits));
        for (int repeat = 0; repeat < work.planned().repeats(); repeat++) {
            Optional<String> error = work.complete(repeat) ? Optional.empty() : asking.ask(repeat);
            if (error.isPresent() || !execution.goesOn()) {
                return error;
            }
        }
        warnOf(work, asking.disagreements());
        parts.say(new ExecutionEvent.CombinationFinished(
                work.combination(), work.planned().trials(), 0, false));
        return Optional.empty();
    }

    private void warnOf(CombinationTurns work, List<String> disagreements) {
        if (!disagreements.isEmpty()) {
            parts.warn(work.planned().id() + ": lm-eval and matrix read or score otherwise on " + disagreements.size()
                    + " items ("
                    + String.join(", ", disagreements.stream().limit(3).toList())
                    + (disagreements.size() > 3 ? ", ..." : "") + "); please report this");
        }
    }

    private void failed(CombinationTurns work, String error) {
        parts.say(new ExecutionEvent.CombinationFailed(work.combination(), error));
        execution.checkServer();
    }

    private void leave() {
        if (!execution.goesOn()) {
            return;
        }
        parts.say(new ExecutionEvent.ModelUnloading(model));
        try {
            parts.ports().server().unload(model.name(), parts.settings().unloadBudget());
        } catch (MatrixException e) {
            parts.warn(model.name() + " could not be unloaded: " + e.getMessage());
        }
    }
}
