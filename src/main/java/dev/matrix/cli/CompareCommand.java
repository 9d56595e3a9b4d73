package dev.matrix.cli;

import dev.matrix.app.CompareRuns;
import dev.matrix.app.ComparisonGate;
import dev.matrix.app.Gate;
import dev.matrix.config.Settings;
import dev.matrix.console.Screen;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description =
                "Put two runs side by side: what changed, and for each combination of both the difference on the same items. A bundled sample is never compared with a real set.",
        footer = {
            "",
            "Examples: matrix compare BEFORE AFTER",
            "          matrix compare main-branch this-branch --fail-on hurts --json",
            "",
            ExitCode.HELP
        })
final class CompareCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Mixin
    private FailOnOption failOn = new FailOnOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "The run that is compared with: its name or path.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "RUN", description = "The run that is compared.")
    private String second = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    CompareCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        List<String> verdicts = failOn.verdicts();
        Settings settings = session.settings(common, storage);
        CompareRuns.Compared compared = new CompareRuns(session.ports(), session.runs(settings)).compare(first, second);
        ComparisonGate gate = new ComparisonGate(verdicts);
        List<Gate.Miss> misses = gate.misses(compared);
        Optional<String> unchecked = gate.nothingCompared(compared);
        CompareView view = new CompareView(screen);
        if (json) {
            view.json(compared, misses, unchecked);
        } else {
            view.show(compared);
        }
        unchecked.ifPresent(screen::error);
        return unchecked.isPresent() ? ExitCode.INCOMPLETE : new GateView(screen).exitCode(misses);
    }
}
