package dev.matrix.config;

/** How replies shall become scores ({@code --scoring}). */
public enum ScoringChoice {
    /** Log-probabilities where the model and the benchmark allow it, else text. */
    AUTO,
    /** Log-probabilities of letters. */
    LOGPROB,
    /** The text of the reply. */
    GENERATE
}
