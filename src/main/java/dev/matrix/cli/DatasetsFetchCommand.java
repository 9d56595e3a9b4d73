package dev.matrix.cli;

import dev.matrix.app.FetchDatasets;
import dev.matrix.config.Settings;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "fetch",
        description = {
            "Fetch real data sets into the cache that all tools of the Hugging Face hub share; what is there is kept, what was cut short goes on.",
            "HF_ENDPOINT, HF_TOKEN, HF_HOME, HF_HUB_CACHE and HF_HUB_OFFLINE are respected."
        },
        footer = {
            "",
            "Example: matrix datasets fetch",
            "         matrix datasets fetch gsm8k arc_easy",
            "",
            "Exit code 2 also when a set cannot be had; HellaSwag, which the hub may have removed, only when it is named.",
            ExitCode.HELP
        })
final class DatasetsFetchCommand implements Callable<Integer> {

    private static final int SENTENCE = 2000;

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "NAME", description = "Data sets, e.g. gsm8k; default: all five.")
    private List<String> names = new ArrayList<>();

    DatasetsFetchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Settings settings = session.settings(common);
        List<FetchDatasets.Outcome> outcomes = new FetchDatasets(session.realSets(settings, screen)).fetch(names);
        for (FetchDatasets.Outcome outcome : outcomes) {
            outcome.files().forEach(file -> screen.result(outcome.name() + "  " + SafeText.line(file, SENTENCE)));
            outcome.failure().ifPresent(failure -> {
                String named = failure.startsWith(outcome.name() + " ") ? failure : outcome.name() + ": " + failure;
                String sentence = SafeText.line(named, SENTENCE);
                if (outcome.excused()) {
                    screen.warning(sentence);
                } else {
                    screen.error(sentence);
                }
            });
        }
        return outcomes.stream().anyMatch(FetchDatasets.Outcome::failed) ? ExitCode.USAGE : ExitCode.OK;
    }
}
