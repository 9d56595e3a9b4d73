package dev.matrix.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where answers are kept, for commands that run nothing. */
final class CacheDirOption implements SettingOptions {

    @Option(
            names = "--cache-dir",
            paramLabel = "DIR",
            description = "Where answers are kept across runs; default matrix/trials in the user's cache directory.")
    private @Nullable String cacheDir;

    @Override
    public void addTo(Map<String, String> given) {
        SettingOptions.put(given, "cache_dir", cacheDir);
    }
}
