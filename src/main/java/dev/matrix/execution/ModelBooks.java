package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Model;
import dev.matrix.domain.Protocol;
import dev.matrix.plan.ModelPlan;
import dev.matrix.plan.PlannedCombination;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The books of one model's combinations. */
record ModelBooks(Model model, List<CombinationWork> works) {

    /** With what is known from earlier. */
    static ModelBooks open(RunParts parts, ProtocolRules rules, ModelPlan plan) {
        BaselineSystem baseline =
                parts.earlier().baseline(plan.model()).orElse(parts.settings().baseline());
        List<CombinationWork> works = new ArrayList<>();
        for (PlannedCombination planned : plan.combinations()) {
            CombinationWork work = new CombinationWork(planned, parts.earlier().reached(planned));
            if (planned.items().isEmpty()) {
                // Nothing to ask, and nothing that a probe could show.
                work.resolve(Protocol.GENERATE, baseline, new BitSet());
            } else {
                rules.withoutProbe(plan.model(), planned.combination().benchmark())
                        .map(ProtocolChoice::readBy)
                        .ifPresent(readBy -> work.resolve(
                                readBy,
                                baseline,
                                parts.earlier().trials().done(planned, readBy, baseline),
                                parts.earlier().trials().fromCache(planned, readBy, baseline)));
            }
            works.add(work);
        }
        return new ModelBooks(plan.model(), works);
    }

    /** What the model will have to do; where a probe is to come, log-probabilities are assumed. */
    Map<TimingClass, Integer> waiting() {
        Map<TimingClass, Integer> waiting = new HashMap<>();
        for (CombinationWork work : works) {
            Optional<Protocol> readBy = work.readBy();
            int left = work.planned().trials() - work.ended();
            if (left > 0) {
                TimingClass timing = TimingClass.of(
                        work.combination().benchmark(),
                        work.combination().personality(),
                        readBy.orElse(Protocol.LOGPROB));
                waiting.merge(timing, left, Integer::sum);
            }
        }
        return waiting;
    }

    int trials() {
        return works.stream().mapToInt(work -> work.planned().trials()).sum();
    }

    int ended() {
        return works.stream().mapToInt(CombinationWork::ended).sum();
    }

    /** True when there is something to ask, and nothing of it was answered now or earlier. */
    boolean isWithoutReply() {
        return trials() > 0 && works.stream().allMatch(work -> work.ended() == work.failed());
    }

    /** Combinations of the matrix; controls are none. */
    List<CombinationWork> matrix() {
        return works.stream().filter(work -> !work.combination().isControl()).toList();
    }

    /** True when earlier invocations left nothing to ask. */
    boolean isComplete() {
        return works.stream().allMatch(CombinationWork::complete);
    }

    int complete() {
        return (int) matrix().stream().filter(CombinationWork::complete).count();
    }

    /** True when the end of its host takes nothing from the model: every trial was asked, and none is missing that another host could answer. */
    boolean whole() {
        return works.stream()
                .allMatch(work -> (work.finished() || work.givenUp().isPresent()) && work.failed() == 0);
    }
}
