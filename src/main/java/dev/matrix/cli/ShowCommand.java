package dev.matrix.cli;

import dev.matrix.app.ShowTrials;
import dev.matrix.config.Settings;
import dev.matrix.console.Screen;
import dev.matrix.domain.MatrixException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description =
                "Show single trials: question, exact messages, reply, what was read and why it is right or wrong.",
        footer = {
            "",
            "Example: matrix show RUN --personality cot --benchmark gsm8k --wrong",
            "         matrix show RUN --personality technical_expert --flips",
            "",
            ExitCode.HELP
        })
final class ShowCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = "A run's name or path.")
    private String run = "";

    @Option(names = "--model", paramLabel = "NAME", description = "Only this model.")
    private @Nullable String model;

    @Option(names = "--personality", paramLabel = "NAME", description = "Only this personality.")
    private @Nullable String personality;

    @Option(names = "--benchmark", paramLabel = "NAME", description = "Only this benchmark.")
    private @Nullable String benchmark;

    @Option(names = "--wrong", description = "Only scored trials that are not right.")
    private boolean wrong;

    @Option(names = "--flips", description = "Only items whose correctness differs from baseline's.")
    private boolean flips;

    @Option(names = "--most", paramLabel = "N", defaultValue = "5", description = "At most N trials; default 5.")
    private int most = 5;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        if (most < 1) {
            throw MatrixException.usage("--most: must be at least 1, got " + most + ".");
        }
        Settings settings = session.settings(common, storage);
        ShowTrials.Shown shown = new ShowTrials(session.runs(settings))
                .show(run, new ShowTrials.Query(model, personality, benchmark, wrong, flips, most));
        shown.warning().ifPresent(screen::warning);
        ShowView view = new ShowView(screen);
        if (json) {
            view.json(shown);
            return ExitCode.OK;
        }
        shown.views().forEach(view::show);
        if (shown.views().isEmpty()) {
            screen.message("No trial of " + run + " matches.");
        } else if (shown.more() > 0) {
            screen.message(shown.more() + " more match; --most N shows more of them.");
        }
        return ExitCode.OK;
    }
}
