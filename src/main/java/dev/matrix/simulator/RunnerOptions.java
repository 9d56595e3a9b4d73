package dev.matrix.simulator;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options that are fixed when a model is loaded.
 *
 * @param contextTokens {@code num_ctx}, limited by what the model was trained for
 * @param shift whether generation goes on beyond the context
 * @param gpuLayers {@code num_gpu}; null matches any
 * @param others {@code num_batch}, {@code main_gpu}, {@code use_mmap}, {@code num_thread} and {@code draft_num_predict} as they were sent
 */
record RunnerOptions(
        int contextTokens, boolean shift, @Nullable Integer gpuLayers, String others) {

    /** True when a runner with these options can serve a request with others. */
    boolean serve(RunnerOptions wanted) {
        return contextTokens == wanted.contextTokens
                && shift == wanted.shift
                && (wanted.gpuLayers == null || Objects.equals(gpuLayers, wanted.gpuLayers))
                && others.equals(wanted.others);
    }

    String describe() {
        return "num_ctx " + contextTokens + ", shift " + shift
                + (gpuLayers == null ? "" : ", num_gpu " + gpuLayers)
                + (others.isEmpty() ? "" : ", " + others);
    }
}
