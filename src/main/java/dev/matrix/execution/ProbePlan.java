package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.plan.PlannedCombination;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a probe asks of one benchmark: the first items under baseline and under the longest system prompt.
 *
 * @param tasks trials, each to be asked for log-probabilities
 * @param planned true when they are trials of the plan
 */
record ProbePlan(List<TrialTask> tasks, boolean planned) {

    ProbePlan {
        tasks = List.copyOf(tasks);
    }

    /** @param its combinations of one benchmark that are not given up */
    static ProbePlan of(List<CombinationWork> its) {
        List<CombinationWork> plain = its.stream()
                .filter(work -> !work.combination().personality().reasons())
                .toList();
        boolean planned = !plain.isEmpty();
        List<CombinationWork> subjects = planned
                ? subjects(plain)
                : its.stream().limit(1).map(ProbePlan::unplanned).toList();
        List<TrialTask> tasks = new ArrayList<>();
        for (CombinationWork subject : subjects) {
            int items = Math.min(ProtocolProbe.ITEMS, subject.planned().items().size());
            for (int item = 0; item < items; item++) {
                tasks.add(new TrialTask(subject, item * subject.planned().repeats(), Protocol.LOGPROB));
            }
        }
        return new ProbePlan(tasks, planned);
    }

    /** What another run was answered to a probe's question. */
    static Optional<Trial> cached(RunParts parts, TrialTask task, BaselineSystem baseline) {
        return parts.earlier()
                .cached()
                .read(task.work().planned(), task.index(), Protocol.LOGPROB, baseline)
                .map(CachedTrial::trial);
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
                .max(Comparator.comparingInt(ProbePlan::systemLength))
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
}
