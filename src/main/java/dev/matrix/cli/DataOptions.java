package dev.matrix.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where items come from. */
final class DataOptions implements SettingOptions {

    @Option(
            names = "--data",
            paramLabel = "WHERE",
            description = "auto, bundled (the samples) or a directory with the published files.")
    private @Nullable String data;

    @Override
    public void addTo(Map<String, String> given) {
        SettingOptions.put(given, "data", data);
    }
}
