package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Model;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What earlier invocations of the run left behind.
 *
 * @param trials trials that need not be asked again
 * @param protocols protocols that were chosen; they are kept
 * @param baselines by model name, what baseline's system turn held; it is kept
 */
public record EarlierWork(KnownTrials trials, List<ProtocolChoice> protocols, Map<String, BaselineSystem> baselines) {

    public EarlierWork {
        protocols = List.copyOf(protocols);
        baselines = Map.copyOf(baselines);
    }

    /** A new run. */
    public static EarlierWork none() {
        return new EarlierWork(KnownTrials.none(), List.of(), Map.of());
    }

    Optional<ProtocolChoice> protocol(Model model, Benchmark benchmark) {
        return protocols.stream()
                .filter(choice -> choice.model().equals(model.name())
                        && choice.benchmark().equals(benchmark.name()))
                .findFirst();
    }

    Optional<BaselineSystem> baseline(Model model) {
        return Optional.ofNullable(baselines.get(model.name()));
    }
}
