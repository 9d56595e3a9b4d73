package dev.matrix.inference;

/**
 * The options that a server fixes when it loads a model. One set a model and run, the same on preload, probes and every request: any difference makes the
 * server reload. {@code shift:false} and {@code draft_num_predict:0} are constants of the adapter.
 *
 * @param contextTokens {@code num_ctx}; 0 names no load-time option at all, so that the model is loaded as for a client that cannot name any
 */
public record LoadOptions(int contextTokens) {

    /** What a request over {@code /v1} gets: the server's own choice. */
    public static LoadOptions automatic() {
        return new LoadOptions(0);
    }

    /** True when the server chooses. */
    public boolean isAutomatic() {
        return contextTokens == 0;
    }
}
