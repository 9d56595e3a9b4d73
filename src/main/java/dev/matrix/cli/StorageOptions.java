package dev.matrix.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where runs are kept. */
final class StorageOptions implements SettingOptions {

    @Option(names = "--results-dir", paramLabel = "DIR", description = "Where runs are kept; default results.")
    @Nullable
    String resultsDir;

    @Option(
            names = "--checkpoints-dir",
            paramLabel = "DIR",
            description = "Where checkpoints are kept; default checkpoints.")
    @Nullable
    String checkpointsDir;

    @Override
    public void addTo(Map<String, String> given) {
        SettingOptions.put(given, "results_dir", resultsDir);
        SettingOptions.put(given, "checkpoints_dir", checkpointsDir);
    }
}
