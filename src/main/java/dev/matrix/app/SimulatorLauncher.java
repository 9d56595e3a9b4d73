package dev.matrix.app;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.ItemSet;
import java.util.Map;

/** Starts the simulator as a server of its own, for {@code simulate}. */
@FunctionalInterface
public interface SimulatorLauncher {

    /**
     * What the user asked for; empty texts are defaults.
     *
     * @param port 0 takes a free one
     * @param slots requests that a model serves at a time
     * @param serviceMillis fixed time of each reply in milliseconds; negative: by tokens, so many times as fast as a small machine
     * @param loadMillis time to load a model
     * @param modes names separated by commas
     * @param faults rules such as {@code chat:503@0.1}
     * @param context of models that are loaded without {@code num_ctx}
     * @param batchCost how much requests in one batch slow each other down, e.g. {@code 0.2} or {@code 0.1,0.02}
     */
    record Request(
            int port,
            int slots,
            double serviceMillis,
            long loadMillis,
            String modes,
            String faults,
            long seed,
            boolean strict,
            int context,
            String batchCost) {}

    EmbeddedSimulator.Running start(Request request, Map<Benchmark, ItemSet> knowledge);
}
