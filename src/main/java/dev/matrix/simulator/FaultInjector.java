package dev.matrix.simulator;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides for each request whether a rule of the plan strikes it. Which numbers of requests are struck depends on the seed alone. Thread-safe. */
final class FaultInjector {

    private final List<Counted> rules;
    private final long seed;
    private final AtomicInteger struck = new AtomicInteger();

    FaultInjector(FaultPlan plan, long seed) {
        this.rules = plan.rules().stream()
                .map(rule -> new Counted(rule, new AtomicInteger()))
                .toList();
        this.seed = seed;
    }

    /** The fault for the next request of a stage, if there is one. */
    Optional<Fault> next(FaultStage stage, String model) {
        Optional<Fault> first = Optional.empty();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).strikes(stage, model, Chance.of("fault").with(seed).with(i)) && first.isEmpty()) {
                first = Optional.of(rules.get(i).rule().fault());
            }
        }
        first.ifPresent(fault -> struck.incrementAndGet());
        return first;
    }

    /** How many requests were struck. */
    int strikes() {
        return struck.get();
    }

    private record Counted(FaultRule rule, AtomicInteger seen) {

        boolean strikes(FaultStage stage, String model, Chance chance) {
            if (rule.stage() != stage || (rule.model() != null && !rule.model().equals(model))) {
                return false;
            }
            int number = seen.incrementAndGet();
            return number >= rule.first()
                    && number <= rule.last()
                    && chance.with(number).unit() < rule.rate();
        }
    }
}
