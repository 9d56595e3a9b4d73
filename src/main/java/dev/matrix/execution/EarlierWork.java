package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Model;
import dev.matrix.plan.PlannedCombination;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What earlier invocations of the run left behind.
 *
 * @param trials trials that need not be asked again
 * @param protocols protocols that were chosen; they are kept
 * @param baselines by model name, what baseline's system turn held; it is kept
 * @param contexts by model name, the largest context that it was loaded with; it never shrinks
 * @param inFlight by model name, how many requests it was asked with at a time
 * @param reached by combination id, items that were asked before a rule stopped it
 * @param cached what other runs were answered
 */
public record EarlierWork(
        KnownTrials trials,
        List<ProtocolChoice> protocols,
        Map<String, BaselineSystem> baselines,
        Map<String, Integer> contexts,
        Map<String, Integer> inFlight,
        Map<String, Integer> reached,
        CachedTrials cached) {

    /** Without a cache across runs. */
    public EarlierWork(
            KnownTrials trials,
            List<ProtocolChoice> protocols,
            Map<String, BaselineSystem> baselines,
            Map<String, Integer> contexts,
            Map<String, Integer> inFlight,
            Map<String, Integer> reached) {
        this(trials, protocols, baselines, contexts, inFlight, reached, CachedTrials.none());
    }

    public EarlierWork {
        protocols = List.copyOf(protocols);
        baselines = Map.copyOf(baselines);
        reached = Map.copyOf(reached);
        inFlight = Map.copyOf(inFlight);
        contexts = Map.copyOf(contexts);
    }

    /** A new run. */
    public static EarlierWork none() {
        return new EarlierWork(KnownTrials.none(), List.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    Optional<ProtocolChoice> protocol(Model model, Benchmark benchmark) {
        return protocols.stream()
                .filter(choice -> choice.model().equals(model.name())
                        && choice.benchmark().equals(benchmark.name()))
                .findFirst();
    }

    /** In items; 0 when it was never stopped. */
    int reached(PlannedCombination planned) {
        return reached.getOrDefault(planned.id(), 0);
    }

    /** In tokens; 0 when the model was never loaded. */
    int context(Model model) {
        return contexts.getOrDefault(model.name(), 0);
    }

    /** The most requests that any model was asked with; 0 when none was. */
    int mostInFlight() {
        return inFlight.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Empty when the model was never asked. */
    Optional<Integer> inFlight(Model model) {
        return Optional.ofNullable(inFlight.get(model.name()));
    }

    Optional<BaselineSystem> baseline(Model model) {
        return Optional.ofNullable(baselines.get(model.name()));
    }
}
