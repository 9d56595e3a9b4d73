package dev.matrix.execution;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.plan.PlannedCombination;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** Fixes the protocol of each benchmark of one model, by rule where a rule suffices and by a probe of all others together. */
final class BenchmarkProtocols {

    private final RunParts parts;
    private final ProtocolRules rules;
    private final ResidentModel resident;
    private final TrialDesk desk;

    BenchmarkProtocols(RunParts parts, ProtocolRules rules, ResidentModel resident, TrialDesk desk) {
        this.parts = parts;
        this.rules = rules;
        this.resident = resident;
        this.desk = desk;
    }

    /** One benchmark's probe with the trials that it asks. */
    private record Probing(
            ProtocolProbe probe, List<TrialTask> tasks, boolean planned, ConcurrentLinkedQueue<Asked> asked) {}

    private record Asked(TrialTask task, Trial trial) {}

    /** Fixes all of them; combinations whose probe cannot be completed are given up. */
    void fix(List<CombinationWork> works) {
        List<Probing> probings = new ArrayList<>();
        for (Benchmark benchmark : benchmarks(works)) {
            List<CombinationWork> its =
                    only(works, work -> work.combination().benchmark().equals(benchmark));
            Optional<ProtocolChoice> choice = rules.withoutProbe(resident.model(), benchmark);
            if (choice.isPresent()) {
                boolean recorded = rules.recorded(resident.model(), benchmark);
                parts.say(new ExecutionEvent.ProtocolChosen(choice.get(), recorded));
                // Known trials were looked up when the run began, unless the baseline has changed since.
                its.forEach(work -> resolve(work, choice.get()));
                if (choice.get().readBy() == Protocol.LOGPROB
                        && !parts.server().logprobs().there()) {
                    giveUp(its);
                }
            } else {
                probings.add(probing(benchmark, only(its, work -> work.givenUp().isEmpty())));
            }
        }
        probe(probings);
        if (parts.goesOn()) {
            probings.forEach(probing -> settle(probing, works));
        }
    }

    /** The recorded protocol is kept, so that what the server cannot answer is missing. */
    private void giveUp(List<CombinationWork> its) {
        String error = "the run reads log-probabilities, which the server's version "
                + parts.server().version() + " does not give ("
                + parts.server().logprobs().since() + " and later do): update it and resume";
        its.stream().filter(work -> !work.complete()).forEach(work -> work.giveUp(error));
    }

    private void probe(List<Probing> probings) {
        if (probings.isEmpty()) {
            return;
        }
        parts.say(new ExecutionEvent.Waiting("choosing the protocol of "
                + String.join(
                        ", ",
                        probings.stream()
                                .map(each -> each.probe().benchmark().name())
                                .toList())));
        parts.eta().waveStarts(parts.time().nanos());
        List<Runnable> tasks = new ArrayList<>();
        for (Probing probing : probings) {
            probing.tasks().forEach(task -> tasks.add(() -> ask(probing, task)));
        }
        parts.pool().each(tasks);
        parts.health().phaseEnds();
    }

    private void ask(Probing probing, TrialTask task) {
        if (!parts.goesOn() || probing.probe().decided()) {
            return;
        }
        desk.ask(task).ifPresent(each -> {
            probing.probe().add(task.item(), each);
            probing.asked().add(new Asked(task, each));
        });
    }

    private void settle(Probing probing, List<CombinationWork> works) {
        List<CombinationWork> its = only(
                works,
                work -> work.combination().benchmark().equals(probing.probe().benchmark()));
        Optional<ProtocolChoice> choice = probing.probe().choice();
        if (choice.isEmpty()) {
            String error = probing.probe().error();
            its.forEach(work -> work.giveUp(error));
            return;
        }
        parts.say(new ExecutionEvent.ProtocolChosen(choice.get(), false));
        its.forEach(work -> resolve(work, choice.get()));
        if (probing.planned() && choice.get().readBy() == Protocol.LOGPROB) {
            // First all, then each: a combination must not look complete in between.
            probing.asked()
                    .forEach(asked -> asked.task().work().adopt(asked.task().index()));
            probing.asked().forEach(this::tell);
        }
    }

    /** A probe's reply is the trial of its item. It is only told now: under another protocol it would have been none. */
    private void tell(Asked asked) {
        CombinationWork work = asked.task().work();
        if (work.begin()) {
            parts.say(new ExecutionEvent.CombinationStarted(work.combination()));
        }
        desk.finish(asked.task(), asked.trial());
    }

    private void resolve(CombinationWork work, ProtocolChoice choice) {
        if (work.resolvedFor(choice.readBy(), resident.baseline())) {
            return;
        }
        work.resolve(
                choice.readBy(),
                resident.baseline(),
                parts.earlier().trials().done(work.planned(), choice.readBy(), resident.baseline()));
    }

    private Probing probing(Benchmark benchmark, List<CombinationWork> its) {
        List<CombinationWork> plain =
                only(its, work -> !work.combination().personality().reasons());
        boolean planned = !plain.isEmpty();
        List<CombinationWork> subjects = planned
                ? subjects(plain)
                : its.stream().limit(1).map(BenchmarkProtocols::unplanned).toList();
        ProtocolProbe probe = new ProtocolProbe(
                resident.model().name(),
                benchmark,
                parts.settings().scoring(),
                parts.ports().letterMass());
        List<TrialTask> tasks = new ArrayList<>();
        for (CombinationWork subject : subjects) {
            int items = Math.min(ProtocolProbe.ITEMS, subject.planned().items().size());
            for (int item = 0; item < items; item++) {
                TrialTask task = new TrialTask(subject, item * subject.planned().repeats(), Protocol.LOGPROB);
                // What a probe that was cut short has asked is a trial already: it is not asked twice.
                earlier(task).ifPresentOrElse(reply -> probe.add(task.item(), reply), () -> tasks.add(task));
            }
        }
        return new Probing(probe, tasks, planned, new ConcurrentLinkedQueue<>());
    }

    private Optional<Trial> earlier(TrialTask task) {
        return parts.earlier().trials().probed(task.work().planned(), task.index(), task.readBy(), resident.baseline());
    }

    /** Baseline, or the first where the plan has none, and the one with the longest system prompt; both at the first setting. */
    private static List<CombinationWork> subjects(List<CombinationWork> plain) {
        CombinationWork first = plain.stream()
                .filter(work -> work.combination().personality().isBaseline())
                .findFirst()
                .orElse(plain.get(0));
        CombinationWork longest = plain.stream()
                .filter(work ->
                        work.combination().setting().equals(first.combination().setting()))
                .max(Comparator.comparingInt(BenchmarkProtocols::systemLength))
                .orElse(first);
        return first == longest || systemLength(longest) == 0 ? List.of(first) : List.of(first, longest);
    }

    private static int systemLength(CombinationWork work) {
        String system = work.combination().personality().system();
        return system == null ? 0 : system.length();
    }

    /**
     * Where every personality reasons, a baseline that is not part of the plan is probed. Its trials are handed over like all others: they count where a
     * resume adds the baseline, and say meanwhile why the protocol was chosen.
     */
    private static CombinationWork unplanned(CombinationWork work) {
        Combination planned = work.combination();
        return new CombinationWork(new PlannedCombination(
                new Combination(planned.model(), Personality.baseline(), planned.benchmark(), planned.setting()),
                work.planned().items(),
                1));
    }

    private static List<Benchmark> benchmarks(List<CombinationWork> works) {
        return works.stream()
                .filter(work -> work.givenUp().isEmpty())
                .map(work -> work.combination().benchmark())
                .distinct()
                .toList();
    }

    private static List<CombinationWork> only(List<CombinationWork> works, Predicate<CombinationWork> filter) {
        return works.stream().filter(filter).toList();
    }
}
