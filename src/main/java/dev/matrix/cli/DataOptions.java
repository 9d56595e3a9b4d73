package dev.matrix.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where items come from. */
final class DataOptions implements SettingOptions {

    @Option(
            names = "--data",
            paramLabel = "WHERE",
            description =
                    "auto (the real sets, fetched on first use), bundled (the samples) or a directory with the published files.")
    private @Nullable String data;

    @Option(
            names = "--offline",
            description = "Fetch nothing: real sets must be in the cache. So does HF_HUB_OFFLINE=1.")
    private boolean offline;

    @Override
    public void addTo(Map<String, String> given) {
        SettingOptions.put(given, "data", data);
        if (offline) {
            given.put("offline", "on");
        }
    }
}
