package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Model;
import dev.matrix.domain.Protocol;
import dev.matrix.plan.ModelPlan;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One invocation after the server has answered: says what is known from earlier, then goes from model to model. */
final class Invocation {

    private final RunParts parts;
    private final ProtocolRules rules;
    private final List<Books> books;

    Invocation(RunParts parts, RunPlan plan) {
        this.parts = parts;
        this.rules = new ProtocolRules(plan, parts.earlier(), parts.settings().scoring(), parts.server());
        this.books = plan.models().stream().map(this::books).toList();
    }

    /** The books of one model's combinations. */
    private record Books(Model model, List<CombinationWork> works) {}

    void run() {
        sayStarted();
        parts.eta().within(parts.ports().stopping()::nanosLeft);
        books.forEach(each -> parts.eta().planned(each.model(), waiting(each.works())));
        for (int i = 0; i < books.size(); i++) {
            boolean lost = parts.health().state() == ServerHealth.State.SERVER_LOST;
            if (lost || parts.cancellation().isCancelled()) {
                return;
            }
            Books each = books.get(i);
            new ModelSession(parts, rules, each.model(), each.works()).run(i + 1, books.size());
        }
    }

    private void sayStarted() {
        List<CombinationWork> all =
                books.stream().flatMap(each -> each.works().stream()).toList();
        List<CombinationWork> matrix =
                all.stream().filter(work -> !work.combination().isControl()).toList();
        parts.say(new ExecutionEvent.RunStarted(
                matrix.size(),
                (int) matrix.stream().filter(CombinationWork::complete).count(),
                all.stream().mapToInt(work -> work.planned().trials()).sum(),
                all.stream().mapToInt(CombinationWork::ended).sum(),
                parts.settings().concurrency().most()));
    }

    private Books books(ModelPlan plan) {
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
                                readBy, baseline, parts.earlier().trials().done(planned, readBy, baseline)));
            }
            works.add(work);
        }
        return new Books(plan.model(), works);
    }

    /** What a model will have to do; where a probe is to come, log-probabilities are assumed. */
    private static Map<TimingClass, Integer> waiting(List<CombinationWork> works) {
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
}
