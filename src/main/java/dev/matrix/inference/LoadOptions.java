package dev.matrix.inference;

/**
 * The options that a server fixes when it loads a model. One set a model and run, the same on preload, probes and every request: any difference makes the
 * server reload. {@code shift:false} and {@code draft_num_predict:0} are constants of the adapter.
 *
 * @param contextTokens {@code num_ctx}
 */
public record LoadOptions(int contextTokens) {}
