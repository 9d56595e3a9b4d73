package dev.matrix.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where runs are kept. */
final class StorageOptions {

    @Option(names = "--results-dir", paramLabel = "DIR", description = "Where runs are kept; default results.")
    @Nullable
    String resultsDir;

    @Option(
            names = "--checkpoints-dir",
            paramLabel = "DIR",
            description = "Where checkpoints are kept; default checkpoints.")
    @Nullable
    String checkpointsDir;

    void addTo(Map<String, String> settings) {
        MatrixOptions.put(settings, "results_dir", resultsDir);
        MatrixOptions.put(settings, "checkpoints_dir", checkpointsDir);
    }
}
