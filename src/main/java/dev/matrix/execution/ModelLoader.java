package dev.matrix.execution;

import dev.matrix.domain.LoadReport;
import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.inference.LoadOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Loads and unloads, on the coordinating thread and between requests only: a server can hang when requests to two models meet. */
final class ModelLoader {

    private final RunParts parts;
    private final Random random;

    ModelLoader(RunParts parts) {
        this.parts = parts;
        this.random = new Random(parts.settings().seed());
    }

    /**
     * Loads a model. A server that says why it cannot is believed at once; a silent or a busy one is tried as often as a call.
     *
     * @return empty when the model is resident; else why it is not
     */
    Optional<String> load(Model model, LoadOptions options, ModelWatch watch) {
        lookForOther(model, options);
        for (int attempt = 1; ; attempt++) {
            long start = parts.time().nanos();
            try {
                return preload(model, options, watch) ? Optional.empty() : Optional.of("cancelled");
            } catch (MatrixException e) {
                if (parts.cancellation().isCancelled()) {
                    return Optional.of("cancelled");
                }
                String error = sentence(e);
                boolean answers = parts.health().answers();
                if (answers && starved(model, start)) {
                    return Optional.of(parts.health().error());
                }
                if (answers && !e.isPassing()) {
                    return Optional.of(error);
                }
                if (attempt >= parts.settings().retry().attempts()) {
                    if (!answers) {
                        parts.health().lost(error);
                    }
                    return Optional.of(error);
                }
                parts.sleep(parts.settings().retry().pause(attempt, null, random));
            }
        }
    }

    /**
     * While another client keeps a model busy, a server that has no room for a second one lets a load wait for ever and says so nowhere: the load has used up
     * its time, and another model is in memory, of which this run asks nothing. Every later load would wait as well.
     */
    private boolean starved(Model model, long start) {
        Duration budget = parts.settings().loadBudget();
        if (parts.time().since(start).compareTo(budget) < 0) {
            return false;
        }
        String others = loaded().stream()
                .filter(each ->
                        !each.digest().equals(model.digest()) && !each.name().equals(model.name()))
                .map(LoadedModel::name)
                .collect(Collectors.joining(", "));
        if (others.isEmpty()) {
            return false;
        }
        parts.health()
                .lost(model.name() + " was not loaded within " + seconds(budget) + ", while the server at "
                        + parts.server().address() + " keeps " + others
                        + " in memory for another client: no model of this run gets in. Stop the programs that use "
                        + others + ", or stop the server and start it anew, then resume");
        return true;
    }

    /** Asks for the model to be unloaded; that it does not work is worth a warning, no more. */
    void unload(Model model) {
        try {
            parts.cancellation().interruptibly(() -> {
                parts.ports().server().unload(model.name(), parts.settings().unloadBudget());
                return true;
            });
        } catch (MatrixException e) {
            if (!parts.cancellation().isCancelled()) {
                parts.warn(model.name() + " could not be unloaded: " + sentence(e));
            }
        }
    }

    /**
     * A stopped run or another client may have left the model in memory. With another context a server would load it anew by itself, at the price of whatever
     * still runs on it; asked for by us it is a clean start. With the same one it may be as we want it or not (shift, draft): that stands in no answer, and
     * the server's own comparison decides whether it loads anew.
     */
    private void lookForOther(Model model, LoadOptions options) {
        resident(model).filter(there -> there.contextTokens() > 0).ifPresent(there -> {
            if (there.contextTokens() == options.contextTokens()) {
                parts.say(new ExecutionEvent.ModelFound(model, there.contextTokens()));
            } else {
                parts.say(new ExecutionEvent.ModelEvicted(model, there.contextTokens(), options.contextTokens()));
                unload(model);
            }
        });
    }

    private Optional<LoadedModel> resident(Model model) {
        return loaded().stream()
                .filter(each -> each.digest().equals(model.digest()))
                .findFirst();
    }

    /** What is in memory, as far as the server says so: what is wrong with it, loading itself will tell. */
    private List<LoadedModel> loaded() {
        try {
            return parts.cancellation()
                    .interruptibly(() -> parts.ports().server().loaded())
                    .orElse(List.of());
        } catch (MatrixException e) {
            return List.of();
        }
    }

    private boolean preload(Model model, LoadOptions options, ModelWatch watch) {
        Optional<LoadReport> report = parts.cancellation()
                .interruptibly(() -> parts.ports()
                        .server()
                        .preload(model.name(), options, parts.settings().loadBudget()));
        report.ifPresent(loaded -> {
            parts.tally().loaded();
            parts.eta().loaded(loaded.wall());
            watch.loaded(effectiveContext(model, options, loaded));
            parts.say(new ExecutionEvent.ModelLoaded(model, loaded, options.contextTokens()));
        });
        return report.isPresent();
    }

    private int effectiveContext(Model model, LoadOptions options, LoadReport report) {
        int given = report.loaded().contextTokens();
        if (given <= 0 || given >= options.contextTokens()) {
            return options.contextTokens();
        }
        parts.warn(model.name() + " was loaded with a context of " + given + " tokens instead of "
                + options.contextTokens() + "; longer prompts will be missing");
        return given;
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() / 1000.0 + " s";
    }

    private static String sentence(MatrixException e) {
        return e.getMessage() == null ? "no reason given" : e.getMessage();
    }
}
