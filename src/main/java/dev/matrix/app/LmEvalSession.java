package dev.matrix.app;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One model from loading to unloading, asked by lm-eval: one process a combination and repeat, one after the other. Driven by one thread. */
final class LmEvalSession {

    private static final Duration UNLOAD = Duration.ofSeconds(30);

    private final LmEvalParts parts;
    private final LmEvalExecution execution;
    private final TaskBook book;
    private final Model model;
    private final List<LmEvalWork> works;

    LmEvalSession(LmEvalParts parts, LmEvalExecution execution, TaskBook book, Model model, List<LmEvalWork> works) {
        this.parts = parts;
        this.execution = execution;
        this.book = book;
        this.model = model;
        this.works = works;
    }

    /** Does what is left of the model; without touching the server when nothing is. */
    void run(int position, int models) {
        List<LmEvalWork> left = works.stream().filter(this::isLeft).toList();
        if (left.isEmpty()) {
            return;
        }
        parts.say(new ExecutionEvent.ModelLoading(model, position, models));
        LoadReport report;
        try {
            report = parts.connection()
                    .server()
                    .preload(
                            model.name(),
                            LoadOptions.automatic(),
                            parts.request().server().timeouts().load());
        } catch (MatrixException e) {
            left.forEach(work -> failed(work, model.name() + " could not be loaded: " + e.getMessage()));
            execution.checkServer();
            return;
        }
        execution.loaded();
        int context = report.loaded().contextTokens();
        parts.say(new ExecutionEvent.ModelLoaded(model, report, context));
        sayHow(left);
        if (context <= 0) {
            parts.warn("the server does not say which context " + model.name()
                    + " has: whether long prompts are cut cannot be seen");
        }
        askAll(left, new LmEvalContext(parts, model, context));
        leave();
    }

    private boolean isLeft(LmEvalWork work) {
        if (work.known() < work.planned().trials()) {
            return true;
        }
        parts.say(new ExecutionEvent.CombinationFinished(
                work.combination(), work.planned().trials(), 0, true));
        return false;
    }

    private void sayHow(List<LmEvalWork> left) {
        parts.say(new ExecutionEvent.BaselineChosen(
                model, BaselineSystem.NONE, "lm-eval sends no system message where a personality has none"));
        left.stream()
                .map(work -> work.combination().benchmark())
                .distinct()
                .forEach(benchmark -> parts.say(new ExecutionEvent.ProtocolChosen(
                        new ProtocolChoice(model.name(), benchmark.name(), Protocol.GENERATE, "lm-eval reads texts"),
                        false)));
    }

    private void askAll(List<LmEvalWork> left, LmEvalContext context) {
        for (LmEvalWork work : left) {
            if (!execution.goesOn()) {
                return;
            }
            LmEvalContext.Fit fit = context.fit(work);
            if (fit.refusal() != null) {
                failed(work, fit.refusal());
                continue;
            }
            parts.say(new ExecutionEvent.CombinationStarted(work.combination()));
            askOrSay(work, context, fit.known()).ifPresent(error -> failed(work, error));
        }
    }

    /** What cannot be asked is one combination's failure, never the run's end. */
    private Optional<String> askOrSay(LmEvalWork work, LmEvalContext context, boolean fits) {
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
    private Optional<String> ask(LmEvalWork work, LmEvalContext context, boolean fits) {
        LmEvalTasks tasks = book.tasks(work.planned(), work.items(), work);
        execution.substituted(work.combination().benchmark(), tasks.substitute());
        LmEvalRuns runs = new LmEvalRuns(parts, work, tasks, context.tokens());
        LmEvalAsking asking = new LmEvalAsking(parts, execution, work, runs, context.seen(fits));
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

    private void warnOf(LmEvalWork work, List<String> disagreements) {
        if (!disagreements.isEmpty()) {
            parts.warn(work.planned().id() + ": lm-eval and matrix read or score otherwise on " + disagreements.size()
                    + " items ("
                    + String.join(", ", disagreements.stream().limit(3).toList())
                    + (disagreements.size() > 3 ? ", ..." : "") + "); please report this");
        }
    }

    private void failed(LmEvalWork work, String error) {
        parts.say(new ExecutionEvent.CombinationFailed(work.combination(), error));
        execution.checkServer();
    }

    private void leave() {
        if (!execution.goesOn()) {
            return;
        }
        parts.say(new ExecutionEvent.ModelUnloading(model));
        try {
            parts.connection().server().unload(model.name(), UNLOAD);
        } catch (MatrixException e) {
            parts.warn(model.name() + " could not be unloaded: " + e.getMessage());
        }
    }
}
