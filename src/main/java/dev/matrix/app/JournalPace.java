package dev.matrix.app;

import dev.matrix.domain.Call;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Trial;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How long the trials of a journal took, so that what is left of the run need not be guessed: by model, benchmark and whether the personality reasons, the
 * same classes by which a run estimates while it goes on. Confined to one thread while it is filled.
 */
final class JournalPace {

    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<Kind, Sum> sums = new HashMap<>();

    JournalPace(Stream<PlannedCombination> planned) {
        planned.forEach(each -> kinds.put(each.id(), Kind.of(each.combination())));
    }

    /** A run without a journal. */
    static JournalPace none() {
        return new JournalPace(Stream.empty());
    }

    private record Kind(String model, String benchmark, boolean reasons) {
        static Kind of(Combination combination) {
            return new Kind(
                    combination.model().name(),
                    combination.benchmark().name(),
                    combination.personality().reasons());
        }
    }

    private record Sum(double seconds, long trials) {
        Sum plus(Sum other) {
            return new Sum(seconds + other.seconds, trials + other.trials);
        }
    }

    /** Takes a line into account; a failed trial says nothing of the others. */
    void add(Trial trial) {
        Kind kind = kinds.get(trial.combinationId());
        if (kind != null && trial.failure().isEmpty()) {
            sums.merge(kind, new Sum(seconds(trial.calls()), 1), Sum::plus);
        }
    }

    /** How long all requests took together that brought a reply, the wait for a slot included. */
    double requestSeconds() {
        return sums.values().stream().mapToDouble(Sum::seconds).sum();
    }

    private static double seconds(List<Call> calls) {
        return calls.stream()
                        .mapToLong(call -> Math.max(0, call.metrics().wallNanos()))
                        .sum()
                / 1e9;
    }

    /**
     * How long a plan takes; empty when it holds trials of which no like was timed.
     *
     * @param concurrency requests in flight, as when the journal was written: the times include the wait for a slot
     */
    OptionalDouble seconds(RunPlan rest, int concurrency) {
        double seconds = 0;
        for (PlannedCombination planned : rest.combinations().toList()) {
            Sum sum = sums.get(Kind.of(planned.combination()));
            if (sum == null) {
                return OptionalDouble.empty();
            }
            seconds += planned.trials() * sum.seconds() / sum.trials();
        }
        return OptionalDouble.of(seconds / concurrency);
    }
}
