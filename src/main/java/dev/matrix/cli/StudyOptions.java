package dev.matrix.cli;

import dev.matrix.config.SettingKey;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code run} that a study takes for all of its runs. */
final class StudyOptions {

    /** Options without a value. */
    private static final Set<String> SWITCHES = Set.of("skip_missing", "control", "offline");

    /** Placed by {@link RunOptions#directory} or said otherwise. */
    private static final Set<String> PLACES = Set.of("host", "results_dir", "checkpoints_dir", "cache_dir", "no_cache");

    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    MatrixOptions matrix = new MatrixOptions();

    @Mixin
    DesignOptions design = new DesignOptions();

    @Mixin
    StorageOptions storage = new StorageOptions();

    @Mixin
    CacheOptions cache = new CacheOptions();

    @Option(
            names = "--study-id",
            paramLabel = "NAME",
            description = "Begins the names of the study's runs; default: the name in the file.")
    @Nullable
    String id;

    @Option(names = "--yes", description = "Do not ask before a long study.")
    boolean yes;

    @Option(names = "--accept-drift", description = "Go on although the version of the server or of lm-eval changed.")
    boolean acceptDrift;

    /** Setting name to text, for those that stand on the command line. */
    Map<String, String> given() {
        return new LinkedHashMap<>(Session.given(matrix, design, server, storage, cache));
    }

    /** The command that goes on with a study where this one stopped: with every option that decides what is asked. */
    String resumeCommand(String file, CommonOptions common, Settings settings) {
        StringBuilder command = new StringBuilder("matrix study")
                .append(RunOptions.argument("", file).substring(1));
        if (id != null) {
            command.append(RunOptions.argument("--study-id", id));
        }
        Map<String, String> given = given();
        for (SettingKey<?> key : SettingKeys.ALL) {
            String text = given.get(key.name());
            if (text != null && !PLACES.contains(key.name())) {
                command.append(
                        SWITCHES.contains(key.name()) ? " " + key.option() : RunOptions.argument(key.option(), text));
            }
        }
        append(command, "--system", matrix.systems);
        append(command, "--system-file", matrix.systemFiles);
        append(command, "--user-suffix", matrix.userSuffixes);
        return command
                + server.hosts().stream()
                        .map(host -> RunOptions.argument("--host", HostText.withoutCredentials(host)))
                        .collect(Collectors.joining())
                + RunOptions.argument("--config", common.config == null ? null : common.config.toString())
                + RunOptions.directory("--results-dir", settings.get(SettingKeys.RESULTS_DIR))
                + RunOptions.directory("--checkpoints-dir", settings.get(SettingKeys.CHECKPOINTS_DIR))
                + CacheOptions.argument(settings);
    }

    private static void append(StringBuilder command, String option, List<String> values) {
        values.forEach(value -> command.append(RunOptions.argument(option, value)));
    }
}
