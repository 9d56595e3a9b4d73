package dev.matrix.cli;

import dev.matrix.app.Gate;
import dev.matrix.app.MergeShards;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import dev.matrix.console.Figures;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "merge",
        description = {
            "Put the shards of a run (run --shard I/N) together to one run, as if one machine had asked it: no server and no data files are needed.",
            "The shards are only read; nothing is written when they do not belong together."
        },
        footer = {
            "",
            "Examples: matrix merge first second third --run-id whole",
            "          matrix merge results/night-shard-* --run-id night --fail-on hurts",
            "",
            ExitCode.HELP
        })
final class MergeCommand implements Callable<Integer> {

    private static final int SENTENCE = 1000;

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Parameters(index = "0..*", arity = "1..*", paramLabel = "RUN", description = "The shards: their names or paths.")
    private List<String> shards = List.of();

    @Option(names = "--run-id", required = true, paramLabel = "NAME", description = "Name of the merged run.")
    private String runId = "";

    @Option(
            names = "--allow-missing",
            description =
                    "Merge what is there: shards may be absent or cut short. The merged run is unfinished then, and 'run --resume NAME' asks the rest.")
    private boolean allowMissing;

    @Mixin
    private GateOptions gateOptions = new GateOptions();

    @Option(names = "--json", description = "Print the results as JSON.")
    private boolean json;

    MergeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Settings settings = session.settings(common, storage);
        Gate gate = new Gate(gateOptions.rules(session));
        MergeShards.Merged merged =
                new MergeShards(session.ports(), session.runs(settings)).merge(shards, runId, allowMissing, gate);
        GateView gateView = new GateView(screen);
        merged.warnings().forEach(sentence -> screen.warning(SafeText.line(sentence, SENTENCE)));
        if (json) {
            String results = merged.json().strip();
            screen.result(gate.isOpen() ? results : gateView.document(results, merged.checked()));
        } else {
            new SummaryView(screen).show(merged.summary());
        }
        screen.message("Run " + runId + " is merged from " + Figures.count(merged.shards(), "shard") + ", in "
                + merged.summary().directory());
        if (merged.unfinished()) {
            screen.warning("The merged run is unfinished. Ask the rest with: matrix run --resume " + runId
                    + RunOptions.directory("--results-dir", settings.get(SettingKeys.RESULTS_DIR))
                    + RunOptions.directory("--checkpoints-dir", settings.get(SettingKeys.CHECKPOINTS_DIR)));
        }
        int missed = gateView.exitCode(merged.checked());
        return merged.summary().failed() > 0 ? ExitCode.INCOMPLETE : missed;
    }
}
