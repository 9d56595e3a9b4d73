package dev.matrix.cli;

import dev.matrix.app.Rescore;
import dev.matrix.config.Settings;
import dev.matrix.console.Figures;
import dev.matrix.console.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rescore",
        description = "Rebuild results.json from a run's replies: no server and no data files are needed.",
        footer = {"", "Example: matrix rescore RUN", "", ExitCode.HELP})
final class RescoreCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = "A run's name or path.")
    private String run = "";

    @Option(names = "--json", description = "Print the results as JSON.")
    private boolean json;

    RescoreCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Settings settings = session.settings(common, storage);
        Rescore.Rescored rescored = new Rescore(session.ports(), session.runs(settings)).rescore(run);
        rescored.warnings().forEach(screen::warning);
        if (json) {
            screen.result(rescored.json().get().strip());
        } else {
            new SummaryView(screen).show(rescored.summary());
            rescored.changed()
                    .ifPresent(changed -> screen.message(Figures.count(changed, "combination")
                            + (changed == 1 ? " has" : " have") + " another score than before."));
        }
        return rescored.summary().failed() > 0 ? ExitCode.INCOMPLETE : ExitCode.OK;
    }
}
