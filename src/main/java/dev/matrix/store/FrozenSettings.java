package dev.matrix.store;

import dev.matrix.domain.Sample;
import dev.matrix.domain.ScoringMode;
import dev.matrix.domain.StopWhen;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings that decide what a score means.
 *
 * @param seed of sampling and of generation
 * @param repeats how often each item is asked
 * @param limit items a benchmark, or {@code all}
 * @param sample which items the limit keeps
 * @param fewshot examples before each item; null: each benchmark's own number
 * @param baselineSystem {@code empty}, {@code vendor} or {@code none}
 * @param scoring how the protocol of lettered benchmarks is chosen
 * @param engine {@code native} or {@code lm-eval}
 * @param data {@code auto}, {@code bundled} or a directory
 * @param maxMissing percentage of missing trials over which a combination is failed
 * @param sesoi smallest difference that matters, in points
 * @param compare personalities of the primary family; empty: all but baseline
 * @param control true when baseline is asked a second time, last in each model
 * @param budget seconds that the run may take, all its invocations together; null: as long as it needs
 * @param stopWhen when a personality is asked no more
 */
public record FrozenSettings(
        long seed,
        int repeats,
        String limit,
        Sample sample,
        @Nullable Integer fewshot,
        String baselineSystem,
        ScoringMode scoring,
        String engine,
        String data,
        double maxMissing,
        Double sesoi,
        List<String> compare,
        Boolean control,
        @Nullable Double budget,
        StopWhen stopWhen) {

    private static final double DEFAULT_SESOI = 5;

    /** A run of a time when these could not be chosen has what was fixed then. */
    public FrozenSettings {
        sesoi = Objects.requireNonNullElse(sesoi, DEFAULT_SESOI);
        compare = List.copyOf(Objects.requireNonNullElse(compare, List.of()));
        control = Objects.requireNonNullElse(control, false);
        stopWhen = Objects.requireNonNullElse(stopWhen, StopWhen.END);
    }

    /** True when looking at the answers decided how many were asked, so that only anytime-valid statistics hold. */
    public boolean optionalStopping() {
        return stopWhen == StopWhen.DECIDED;
    }
}
