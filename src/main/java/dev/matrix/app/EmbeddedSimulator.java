package dev.matrix.app;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.ItemSet;
import java.util.Map;

/** Starts the simulator inside the program, for {@code run --demo}. */
@FunctionalInterface
public interface EmbeddedSimulator {

    /**
     * @param knowledge the items whose answers the simulated models may know
     * @return a running server on a free port of the loopback address
     */
    Running start(Map<Benchmark, ItemSet> knowledge);

    /** A running simulator. */
    interface Running extends AutoCloseable {

        /** Its base URL. */
        String address();

        @Override
        void close();
    }
}
