package dev.matrix.cli;

import dev.matrix.app.Recompute;
import dev.matrix.config.PublishedStudies;
import dev.matrix.console.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "recompute",
        description =
                "Compute published tables of personality and preamble studies again, and say what of their claims is left. The tables are in the program.",
        footer = {"", "Example: matrix recompute", "         matrix recompute --json", "", ExitCode.HELP})
final class RecomputeCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RecomputeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Recompute.Recomputed recomputed = new Recompute(new PublishedStudies()).recompute();
        if (json) {
            screen.result(new Json().text(recomputed));
        } else {
            new RecomputeView(screen).show(recomputed);
        }
        return ExitCode.OK;
    }
}
