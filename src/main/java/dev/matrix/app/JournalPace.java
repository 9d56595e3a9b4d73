package dev.matrix.app;

import dev.matrix.domain.Call;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Trial;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import dev.matrix.store.HostsRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long the trials of a journal took, so that what is left of the run need not be guessed: by model, benchmark and whether the personality reasons, the
 * same classes by which a run estimates while it goes on. Confined to one thread while it is filled.
 */
final class JournalPace {

    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<Kind, PlannedCombination> examples = new HashMap<>();
    private final Map<Kind, Sum> sums = new HashMap<>();
    private final Map<String, Double> servers = new HashMap<>();
    private final @Nullable HostsRecord hosts;
    private final ToIntFunction<String> inFlight;
    private final int unmarked;

    /**
     * Nothing is timed yet.
     *
     * @param hosts of the run; null when it has one server
     * @param inFlight by model name, the requests in flight when it was asked
     * @param unmarked how many servers have answered, at the same time, lines that name none
     */
    JournalPace(
            Stream<PlannedCombination> planned,
            @Nullable HostsRecord hosts,
            ToIntFunction<String> inFlight,
            int unmarked) {
        this.hosts = hosts;
        this.inFlight = inFlight;
        this.unmarked = unmarked;
        planned.filter(each -> each.trials() > 0).forEach(each -> {
            Kind kind = Kind.of(each.combination());
            kinds.put(each.id(), kind);
            examples.putIfAbsent(kind, each);
        });
    }

    /** A run without a journal. */
    static JournalPace none() {
        return new JournalPace(Stream.empty(), null, model -> 1, 1);
    }

    private record Kind(String model, String benchmark, boolean reasons) {
        static Kind of(Combination combination) {
            return new Kind(
                    combination.model().name(),
                    combination.benchmark().name(),
                    combination.personality().reasons());
        }

        boolean isSameWorkAs(Kind other) {
            return benchmark.equals(other.benchmark) && reasons == other.reasons;
        }
    }

    private record Sum(double seconds, long trials) {
        Sum plus(Sum other) {
            return new Sum(seconds + other.seconds, trials + other.trials);
        }

        /** Never zero, so that it can be set in proportion. */
        double mean() {
            return Math.max(seconds, 1e-9) / trials;
        }
    }

    /** Takes a line into account; a failed trial says nothing of the others, and one from the cache nothing of this run. */
    void add(Trial trial) {
        Kind kind = kinds.get(trial.combinationId());
        if (kind != null && trial.failure().isEmpty() && !trial.fromCache()) {
            double seconds = seconds(trial.calls()) / inFlight.applyAsInt(kind.model());
            String host = trial.host();
            servers.merge(host == null ? "" : host, host == null ? seconds / unmarked : seconds, Double::sum);
            if (hosts == null || hosts.counts(kind.model(), host)) {
                sums.merge(kind, new Sum(seconds, 1), Sum::plus);
            }
        }
    }

    /** Seconds that the run has taken at least: those of the server that was busy longest with requests that brought a reply. */
    double wallSeconds() {
        return servers.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /** Seconds that one of a model's trials keeps its server busy on average, with as many in flight as there were; 0 where none was timed. */
    double trialSeconds(String model) {
        Sum sum = new Sum(0, 0);
        for (Map.Entry<Kind, Sum> each : sums.entrySet()) {
            sum = each.getKey().model().equals(model) ? sum.plus(each.getValue()) : sum;
        }
        return sum.trials() == 0 ? 0 : sum.seconds() / sum.trials();
    }

    private static double seconds(List<Call> calls) {
        return calls.stream()
                        .mapToLong(call -> Math.max(0, call.metrics().wallNanos()))
                        .sum()
                / 1e9;
    }

    /**
     * How long a plan takes; empty when nothing was timed. Work of which no like was timed is scaled from the nearest that was: the same benchmark on other
     * models, else other work of the same model, else everything.
     *
     * @param together servers that share the work from now on
     * @param guess seconds of a combination, guessed without a measurement: only proportions count
     */
    Optional<MeasuredTime> time(RunPlan rest, int together, ToDoubleFunction<PlannedCombination> guess) {
        if (sums.isEmpty()) {
            return Optional.empty();
        }
        Scales scales = new Scales(guess);
        double alike = 0;
        double scaled = 0;
        for (PlannedCombination each : rest.combinations().toList()) {
            Kind kind = Kind.of(each.combination());
            Sum sum = sums.get(kind);
            if (sum == null) {
                scaled += guess.applyAsDouble(each) * scales.of(kind);
            } else {
                alike += each.trials() * sum.mean();
            }
        }
        return Optional.of(new MeasuredTime(alike / together, scaled / together));
    }

    /** Measured to guessed time of the kinds that were timed; guessed only if it is asked for, since that renders prompts. */
    private final class Scales {

        private final ToDoubleFunction<PlannedCombination> guess;
        private final Map<Kind, Double> logarithms = new HashMap<>();

        Scales(ToDoubleFunction<PlannedCombination> guess) {
            this.guess = guess;
        }

        double of(Kind kind) {
            if (logarithms.isEmpty()) {
                sums.forEach((timed, sum) -> logarithms.put(timed, Math.log(sum.mean() / guessedTrial(timed))));
            }
            return mean(other -> other.isSameWorkAs(kind))
                    .or(() -> mean(other -> other.model().equals(kind.model())))
                    .or(() -> mean(other -> true))
                    .orElseThrow();
        }

        private double guessedTrial(Kind kind) {
            PlannedCombination example = Objects.requireNonNull(examples.get(kind), "timed kinds are planned");
            return guess.applyAsDouble(example) / example.trials();
        }

        /** The geometric mean: kinds of work that take long shall not outweigh the others. */
        private Optional<Double> mean(Predicate<Kind> chosen) {
            OptionalDouble mean = logarithms.entrySet().stream()
                    .filter(each -> chosen.test(each.getKey()))
                    .mapToDouble(Map.Entry::getValue)
                    .average();
            return mean.isPresent() ? Optional.of(Math.exp(mean.getAsDouble())) : Optional.empty();
        }
    }
}
