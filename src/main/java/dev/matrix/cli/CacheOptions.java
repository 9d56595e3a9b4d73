package dev.matrix.cli;

import dev.matrix.config.Resolved;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether answers of other runs are used, and where they are kept. */
final class CacheOptions implements SettingOptions {

    @Option(
            names = "--no-cache",
            description =
                    "Ask everything: take nothing from the cache of answers of earlier runs, and put nothing into it.")
    private boolean noCache;

    @Option(
            names = "--cache-dir",
            paramLabel = "DIR",
            description = "Where answers are kept across runs; default matrix/trials in the user's cache directory.")
    private @Nullable String cacheDir;

    /** What a command that goes on has to say to use the same answers. */
    static String argument(Settings settings) {
        Resolved<Optional<Path>> place = settings.get(SettingKeys.CACHE_DIR);
        return (settings.value(SettingKeys.NO_CACHE) ? " --no-cache" : "")
                + RunOptions.argument(
                        "--cache-dir", place.value().map(Path::toString).orElse(null));
    }

    @Override
    public void addTo(Map<String, String> given) {
        if (noCache) {
            given.put("no_cache", "on");
        }
        SettingOptions.put(given, "cache_dir", cacheDir);
    }
}
