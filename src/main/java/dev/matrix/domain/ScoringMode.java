package dev.matrix.domain;

import java.util.Locale;

/** How the protocol of lettered benchmarks is chosen ({@code --scoring}). */
public enum ScoringMode {
    /** By a probe of each model and benchmark. */
    AUTO,
    /** Log-probabilities of letters, or the benchmark fails. */
    LOGPROB,
    /** The text of the reply. */
    GENERATE;

    /** The name in files and options: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
