package dev.matrix.cli;

import dev.matrix.app.Gate;
import dev.matrix.app.RunRequest;
import dev.matrix.config.Resolved;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import dev.matrix.console.Screen;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Shard;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Every option of {@code run}; {@code plan} takes the same. */
final class RunOptions {

    /** What a shell takes as one word without quotes. */
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private MatrixOptions matrix = new MatrixOptions();

    @Mixin
    private DesignOptions design = new DesignOptions();

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Mixin
    private GateOptions gate = new GateOptions();

    @Option(
            names = "--resume",
            arity = "0..1",
            paramLabel = "RUN",
            fallbackValue = "",
            description =
                    "Go on with RUN, else with --run-id, else with the newest unfinished run. Options that add (models, personalities, benchmarks, temperatures, a higher limit or repeats) extend it.")
    private @Nullable String resume;

    @Option(names = "--run-id", paramLabel = "NAME", description = "Name of the run; default: made from the time.")
    private @Nullable String runId;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description =
                    "Ask only the I-th of N parts of the run, split by model (by model and benchmark when N is larger) and balanced by the estimate; 'matrix merge' puts them together.")
    private @Nullable String shard;

    @Option(
            names = "--demo",
            description =
                    "Ask the embedded simulator: no server, no models needed; the bundled samples unless --data says otherwise.")
    private boolean demo;

    @Option(names = "--dry-run", description = "Print the plan and stop.")
    boolean dryRun;

    @Option(names = "--yes", description = "Do not ask before a long run.")
    private boolean yes;

    @Option(
            names = "--strict",
            description =
                    "Exit 1, and say why, when any trial is missing (failed, overflow, prompt_cut), thinking ate the answer (thinking_only) or may have (empty replies under lm-eval), or a personality does not reach a model.")
    boolean strict;

    @Option(names = "--accept-drift", description = "Resume although the version of the server or of lm-eval changed.")
    private boolean acceptDrift;

    @Option(names = "--json", description = "Print only JSON on stdout.")
    boolean json;

    /** The demo is quick whatever an estimate for real machines says. */
    private boolean mayAsk() {
        return !yes && !demo;
    }

    /** The settings of this invocation with every value checked. */
    Settings settings(Session session, CommonOptions common) {
        return session.settings(common, matrix, design, server, storage);
    }

    RunRequest request(Session session, Settings settings) {
        if (demo && !server.hosts().isEmpty()) {
            throw MatrixException.usage(
                    "--demo asks the simulator inside the program, --host another server. Leave out one of them.");
        }
        return new RequestFactory(session)
                .request(
                        settings,
                        matrix,
                        demo,
                        new RunRequest.Storage(
                                runId,
                                resume != null,
                                resume == null || resume.isEmpty() ? null : resume,
                                shard == null ? null : Shard.parse(shard)),
                        new RunRequest.Policy(settings.value(SettingKeys.MAX_MISSING), acceptDrift),
                        Session.given(matrix, design, server, storage));
    }

    /** What the run must reach, with every rule checked. */
    Gate gate(Session session) {
        return new Gate(gate.rules(session));
    }

    RunConversation conversation(Session session, CommonOptions common, Settings settings, Screen screen) {
        return new RunConversation(
                screen, session.question(screen), mayAsk(), run -> resumeCommand(run, common, settings));
    }

    /** The command that goes on with a run where this one stopped. */
    String resumeCommand(String id, CommonOptions common, Settings settings) {
        return "matrix run --resume " + id
                + (demo ? " --demo" : "")
                + server.hosts().stream()
                        .map(host -> argument("--host", HostText.withoutCredentials(host)))
                        .collect(Collectors.joining())
                + argument("--config", common.config == null ? null : common.config.toString())
                + directory("--results-dir", settings.get(SettingKeys.RESULTS_DIR))
                + directory("--checkpoints-dir", settings.get(SettingKeys.CHECKPOINTS_DIR));
    }

    /** Wherever a directory was chosen, the environment or a file included: the next shell may not have it. */
    static String directory(String option, Resolved<Path> place) {
        return place.isDefault() ? "" : argument(option, place.value().toString());
    }

    static String argument(String option, @Nullable String value) {
        if (value == null) {
            return "";
        }
        return " " + option + " " + (PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'");
    }
}
