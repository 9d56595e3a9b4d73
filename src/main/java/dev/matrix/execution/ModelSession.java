package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Failure;
import dev.matrix.domain.Item;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Reach;
import dev.matrix.inference.LoadOptions;
import dev.matrix.plan.ContextBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One model from loading to unloading: load, check, choose protocols, ask everything, drain, unload. Driven by the coordinating thread. */
final class ModelSession {

    private final RunParts parts;
    private final ProtocolRules rules;
    private final ModelLoader loader;
    private final CallRunner calls;
    private final WeightsCheck weights;
    private final Model model;
    private final List<CombinationWork> works;
    private final Blocks blocks;
    private final CacheIntake intake;

    ModelSession(RunParts parts, ProtocolRules rules, Model model, List<CombinationWork> works) {
        this.parts = parts;
        this.rules = rules;
        this.loader = new ModelLoader(parts);
        this.calls = new CallRunner(parts);
        this.weights = new WeightsCheck(parts);
        this.model = model;
        this.works = works;
        this.blocks = new Blocks(parts, works);
        this.intake = new CacheIntake(parts, model, works);
    }

    /**
     * Does what is left of the model; without touching the server when nothing is.
     *
     * @param position of the model in the plan, from 1
     * @param models how many there are
     */
    void run(int position, int models) {
        parts.eta().modelStarts(model);
        parts.health().modelStarts();
        parts.pool().width(parts.settings().concurrency().requests());
        parts.ports().stopping().modelStarts(model);
        intake.takeWhole(rules);
        sayComplete();
        if (!works.stream().allMatch(CombinationWork::complete) && !blocks.allStopped()) {
            parts.say(new ExecutionEvent.ModelLoading(model, position, models));
            askAll();
        }
        parts.eta().modelEnds();
    }

    private void askAll() {
        BaselineSystem baseline =
                parts.earlier().baseline(model).orElse(parts.settings().baseline());
        ContextBudget budget = budget(baseline);
        ModelWatch watch = new ModelWatch(
                model.name(), parts.server().promptCounts(), parts.ports().listener());
        LoadOptions options = new LoadOptions(contextTokens(budget));
        Optional<String> error = loader.load(model, options, watch);
        if (error.isPresent()) {
            giveUp(model.name() + " could not be loaded: " + error.get());
            sayGivenUp();
            return;
        }
        ResidentModel resident = new ResidentModel(model, options, baseline, watch);
        Optional<Failure> replaced = weights.look(model).replaced();
        if (replaced.isPresent()) {
            giveUp(replaced.get().message());
        } else {
            checked(resident, budget).ifPresent(this::askTrials);
        }
        leave();
    }

    /**
     * One set of load options a model and run: a resume knows which protocol was chosen and so budgets for less, and it does not see again that the longest
     * prompt did not fit.
     */
    private int contextTokens(ContextBudget budget) {
        int needed = budget.contextTokens(model.contextLength());
        return Math.max(needed, ContextBudget.clamp(parts.earlier().context(model), model.contextLength()));
    }

    private ContextBudget budget(BaselineSystem baseline) {
        ContextBudget budget = new ContextBudget();
        for (CombinationWork work : works) {
            if (parts.cancellation().isCancelled()) {
                break;
            }
            List<Protocol> protocols = work.readBy().map(List::of).orElse(List.of(Protocol.GENERATE, Protocol.LOGPROB));
            for (Item item : work.planned().items()) {
                for (Protocol protocol : protocols) {
                    budget.add(
                            parts.ports().conversations().conversation(work.combination(), item, protocol, baseline));
                }
            }
        }
        return budget;
    }

    private Optional<ResidentModel> checked(ResidentModel resident, ContextBudget budget) {
        Optional<Conversation> largest = budget.largest();
        Optional<TrialTask> example = example();
        if (largest.isEmpty() || example.isEmpty()) {
            return Optional.empty();
        }
        parts.say(new ExecutionEvent.Waiting("checking how prompts reach " + model.name()));
        ModelChecks checks = new ModelChecks(parts, new PromptLooker(parts, calls, example.get()));
        ModelChecks.Found found = checks.run(resident, personalities(), largest.get());
        parts.health().phaseEnds();
        if (!parts.goesOn()) {
            return Optional.empty();
        }
        sayFound(resident, found);
        ResidentModel chosen = resident.with(found.baseline());
        return found.tooSmall() ? reloaded(chosen) : Optional.of(chosen);
    }

    private void sayFound(ResidentModel resident, ModelChecks.Found found) {
        parts.say(new ExecutionEvent.BaselineChosen(model, found.baseline(), found.reason()));
        if (found.baseline() != resident.baseline()) {
            parts.warn(model.name() + ": baseline is sent without a system message, since " + found.reason());
        }
        found.reach().forEach(finding -> parts.say(new ExecutionEvent.ReachFound(finding)));
        found.reach().stream()
                .filter(finding -> finding.reach() == Reach.DEFAULT_INJECTED)
                .forEach(finding -> parts.warn(model.name() + ": baseline is not free of a system text ("
                        + finding.evidence() + "); differences to it are differences to that text"));
        resident.watch().reachedBy(found.reached(personalities()));
        for (CombinationWork work : works) {
            String refusal =
                    found.refused().get(work.combination().personality().name());
            if (refusal != null && !work.complete()) {
                work.giveUp(refusal);
            }
        }
    }

    /** The context is doubled once, before any trial; what does not fit even then is missing. */
    private Optional<ResidentModel> reloaded(ResidentModel resident) {
        int before = resident.options().contextTokens();
        int doubled = ContextBudget.doubled(before, model.contextLength());
        if (doubled <= before) {
            parts.warn("the longest prompt and its reply do not fit into the context of " + model.name() + " (" + before
                    + " tokens); what does not fit will be missing");
            return Optional.of(resident);
        }
        parts.warn("the longest prompt does not fit into " + before + " tokens: " + model.name()
                + " is loaded again with " + doubled);
        loader.unload(model);
        LoadOptions options = new LoadOptions(doubled);
        Optional<String> error = loader.load(model, options, resident.watch());
        error.ifPresent(sentence -> giveUp(model.name() + " could not be loaded again: " + sentence));
        return error.isPresent() ? Optional.empty() : Optional.of(resident.with(options));
    }

    private void askTrials(ResidentModel resident) {
        new ModelConcurrency(parts, calls, resident).settle(works);
        if (!parts.goesOn()) {
            return;
        }
        TrialRunner trials = new TrialRunner(parts, calls, resident);
        TrialDesk desk = new TrialDesk(parts, trials);
        new BenchmarkProtocols(parts, rules, resident, desk).fix(works);
        if (parts.goesOn()) {
            intake.takePart(resident, desk);
        }
        if (parts.goesOn()) {
            sayComplete();
            blocks.run(open -> ask(desk, trials, open));
        }
        if (!parts.cancellation().isCancelled() && parts.health().state() != ServerHealth.State.SERVER_LOST) {
            WeightsCheck.Look look = weights.look(model);
            look.replaced().ifPresent(desk::takeBack);
            parts.say(new ExecutionEvent.ModelAsked(model, look.same()));
        }
    }

    /** Asks what is open of these combinations; when this returns, every answer has been handed over. */
    private void ask(TrialDesk desk, TrialRunner trials, List<CombinationWork> open) {
        WorkQueue queue = new WorkQueue(open, parts.pool().size());
        queue.first(timedFirst());
        parts.eta().waveStarts(parts.time().nanos());
        int workers = parts.pool().size();
        Lookahead lookahead = new Lookahead(queue, trials, workers);
        Handover handover = new Handover(desk, lookahead, parts.cancellation(), workers);
        parts.pool()
                .onEachWorker(
                        worker -> {
                            try {
                                desk.work(queue, lookahead, worker, handover);
                            } finally {
                                handover.left();
                            }
                        },
                        handover::run);
    }

    /** One trial of each class that has not been timed yet, the reasoning ones first because they take longest. */
    private List<TrialTask> timedFirst() {
        Map<TimingClass, Integer> waiting = new HashMap<>();
        Set<TimingClass> seen = new LinkedHashSet<>();
        List<TrialTask> first = new ArrayList<>();
        for (CombinationWork work : works) {
            Optional<TimingClass> timing = work.readBy()
                    .map(readBy -> TimingClass.of(
                            work.combination().benchmark(), work.combination().personality(), readBy));
            int left = work.remaining();
            if (timing.isPresent() && left > 0) {
                waiting.merge(timing.get(), left, Integer::sum);
                if (work.left() > 0 && !parts.eta().timed(timing.get()) && seen.add(timing.get())) {
                    work.next().ifPresent(first::add);
                }
            }
        }
        parts.eta().waiting(waiting);
        first.sort((a, b) -> Boolean.compare(b.timing().reasons(), a.timing().reasons()));
        return first;
    }

    /** The model's end: what was given up is said, and the server is left without it. */
    private void leave() {
        parts.health().phaseEnds();
        if (parts.cancellation().isCancelled() || parts.health().state() == ServerHealth.State.SERVER_LOST) {
            // Within two seconds there is no time to wait for an unload; the server's own keep-alive ends it.
            return;
        }
        if (parts.health().state() == ServerHealth.State.MODEL_FAILED) {
            giveUp(parts.health().error());
        }
        sayGivenUp();
        parts.say(new ExecutionEvent.ModelUnloading(model));
        loader.unload(model);
    }

    /** What a cancelled run or a lost server leaves is unfinished, not failed: a resume asks it. */
    private void giveUp(String error) {
        if (!parts.cancellation().isCancelled() && parts.health().state() != ServerHealth.State.SERVER_LOST) {
            works.stream().filter(work -> !work.finished()).forEach(work -> work.giveUp(error));
        }
    }

    private void sayGivenUp() {
        for (CombinationWork work : works) {
            work.givenUp()
                    .ifPresent(error -> parts.say(new ExecutionEvent.CombinationFailed(work.combination(), error)));
        }
    }

    /** Of combinations in which nothing was asked now, because nothing was left. */
    private void sayComplete() {
        works.stream()
                .filter(CombinationWork::complete)
                .filter(CombinationWork::begin)
                .forEach(work -> parts.say(new ExecutionEvent.CombinationFinished(
                        work.combination(), work.planned().trials(), 0, true)));
    }

    private Optional<TrialTask> example() {
        return works.stream()
                .filter(work -> !work.planned().items().isEmpty())
                .findFirst()
                .map(work -> new TrialTask(work, 0, Protocol.GENERATE));
    }

    private List<Personality> personalities() {
        return works.stream()
                .map(work -> work.combination().personality())
                .distinct()
                .toList();
    }
}
