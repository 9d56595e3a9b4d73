package dev.matrix.execution;

/** How the protocol of lettered benchmarks is chosen. */
public enum ScoringMode {
    /** By a probe of each model and benchmark. */
    AUTO,
    /** Log-probabilities, or the benchmark fails. */
    LOGPROB,
    /** Text. */
    GENERATE
}
