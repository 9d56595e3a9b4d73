package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Concurrency;
import dev.matrix.domain.ScoringMode;
import java.time.Duration;

/**
 * How a run is carried out.
 *
 * @param concurrency requests in flight
 * @param seed the run's seed; also seeds the waits between attempts
 * @param baseline what baseline's system turn holds, where a model's template takes it
 * @param scoring how the protocol of lettered benchmarks is chosen
 * @param retry attempts a call and their waits
 * @param loadBudget how long loading a model may take
 * @param unloadBudget how long unloading may take
 */
public record ExecutionSettings(
        Concurrency concurrency,
        long seed,
        BaselineSystem baseline,
        ScoringMode scoring,
        RetryPolicy retry,
        Duration loadBudget,
        Duration unloadBudget) {}
