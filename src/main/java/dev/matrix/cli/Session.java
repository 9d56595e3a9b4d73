package dev.matrix.cli;

import dev.matrix.app.BenchmarkSelection;
import dev.matrix.app.CachePlace;
import dev.matrix.app.Cancellation;
import dev.matrix.app.Catalogues;
import dev.matrix.app.Ports;
import dev.matrix.app.RealSets;
import dev.matrix.app.RunJob;
import dev.matrix.app.Runs;
import dev.matrix.app.ServerConnection;
import dev.matrix.app.Timeouts;
import dev.matrix.config.Catalogue;
import dev.matrix.config.CatalogueFiles;
import dev.matrix.config.EnvironmentNames;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import dev.matrix.config.SettingsFile;
import dev.matrix.config.UserCache;
import dev.matrix.console.FetchProgress;
import dev.matrix.console.Question;
import dev.matrix.console.Screen;
import dev.matrix.console.Terminal;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What commands work with: the surroundings that {@code Main} found, and what is made from them once options are known.
 *
 * @param ports the outside world
 * @param workingDirectory where relative paths start; the empty path is the process's own
 * @param home the installation; null when unknown
 * @param environment environment variables
 * @param cancellation how a signal stops a run
 * @param verboseLog sends all of the maintainer's log to whoever shows its lines
 */
public record Session(
        Ports ports,
        Path workingDirectory,
        @Nullable Path home,
        Map<String, String> environment,
        BufferedReader in,
        PrintWriter out,
        PrintWriter err,
        Terminal terminal,
        Cancellation cancellation,
        Consumer<Consumer<String>> verboseLog) {

    Screen screen(CommonOptions options) {
        return new Screen(out, err, terminal, options.quiet);
    }

    CatalogueFiles files() {
        return new CatalogueFiles(workingDirectory, home);
    }

    Catalogue catalogue() {
        return Catalogues.of(files());
    }

    BenchmarkSelection benchmarks(Settings settings, Screen screen) {
        return new BenchmarkSelection(catalogue(), realSets(settings, screen));
    }

    RealSets realSets(Settings settings, Screen screen) {
        return new RealSets(
                environment,
                settings.value(SettingKeys.OFFLINE),
                new FetchProgress(screen, ports.nanoTime()),
                ports.clock());
    }

    RunJob runJob(Settings settings, Screen screen) {
        Catalogue catalogue = catalogue();
        return new RunJob(
                ports, catalogue, benchmarks(settings, screen), runs(settings), cachePlace(settings), cancellation);
    }

    /** Where answers are kept across runs. */
    CachePlace cachePlace(Settings settings) {
        Optional<Path> named = settings.value(SettingKeys.CACHE_DIR);
        return new CachePlace(
                named.map(workingDirectory::resolve).orElseGet(() -> new UserCache(environment).trials()),
                named.isPresent(),
                settings.value(SettingKeys.NO_CACHE));
    }

    Runs runs(Settings settings) {
        return new Runs(
                ports, resultsDir(settings), workingDirectory.resolve(settings.value(SettingKeys.CHECKPOINTS_DIR)));
    }

    /** The place of the items for what is only simulated: the samples, unless somebody says otherwise. */
    String simulatedData(Settings settings) {
        return settings.get(SettingKeys.DATA).isDefault() ? "bundled" : data(settings);
    }

    /** The place of the items; a directory in full, so that a run can be resumed from anywhere. */
    String data(Settings settings) {
        String data = settings.value(SettingKeys.DATA);
        return BenchmarkSelection.isWord(data)
                ? data
                : workingDirectory.resolve(data).toAbsolutePath().normalize().toString();
    }

    Path resultsDir(Settings settings) {
        return workingDirectory.resolve(settings.value(SettingKeys.RESULTS_DIR));
    }

    Question question(Screen screen) {
        return new Question(screen, in);
    }

    /** The settings of a command, each checked; variables of the environment that were meant to be one are told. */
    Settings settings(CommonOptions common, SettingOptions... options) {
        return settings(common, given(options), SettingsFile.none());
    }

    /**
     * The settings of a command, each checked.
     *
     * @param given setting name to text
     * @param winning wins over the settings file
     */
    Settings settings(CommonOptions common, Map<String, String> given, SettingsFile winning) {
        new EnvironmentNames().warnings(environment.keySet()).forEach(screen(common)::warning);
        return Settings.resolve(given, environment, winning.over(SettingsFile.find(files(), common.config)));
    }

    /** Setting name to text, for those that stand on the command line. */
    static Map<String, String> given(SettingOptions... options) {
        Map<String, String> given = new LinkedHashMap<>();
        Arrays.stream(options).forEach(each -> each.addTo(given));
        return given;
    }

    ServerConnection connect(Settings settings, String host) {
        return ports.connector()
                .connect(
                        host,
                        timeouts(settings),
                        settings.value(SettingKeys.CONCURRENCY).most());
    }

    static Timeouts timeouts(Settings settings) {
        return new Timeouts(
                settings.value(SettingKeys.TIMEOUT_CONNECT),
                settings.value(SettingKeys.TIMEOUT_FIRST_BYTE),
                settings.value(SettingKeys.TIMEOUT_IDLE),
                settings.value(SettingKeys.TIMEOUT_TOTAL),
                settings.value(SettingKeys.TIMEOUT_LOAD));
    }
}
