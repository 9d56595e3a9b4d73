package dev.matrix.cli;

import dev.matrix.app.RunJob;
import dev.matrix.app.RunOutcome;
import dev.matrix.app.RunRequest;
import dev.matrix.config.Settings;
import dev.matrix.console.Progress;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "run",
        description = "Run models x personalities x benchmarks and say what was found.",
        footer = {
            "",
            "Examples: matrix run --demo",
            "          matrix run --concurrency 4",
            "          matrix run --models qwen2.5:0.5b --system \"mine=You are a careful tutor.\" --limit 50",
            "          matrix run --resume",
            "",
            ExitCode.HELP
        })
final class RunCommand implements Callable<Integer> {

    private static final int SENTENCE = 500;

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Settings settings = options.settings(session, common);
        RunRequest request = options.request(session, settings);
        RunJob job = session.runJob(settings, screen);
        RunConversation conversation = new RunConversation(screen, session.question(screen), options.mayAsk());
        if (options.dryRun) {
            job.plan(request, conversation).ifPresent(prepared -> new PlanView(screen).show(prepared, options.json));
            return ExitCode.OK;
        }
        Optional<RunOutcome> outcome;
        try (Progress progress = new Progress(screen, session.ports().nanoTime())) {
            outcome = job.run(request, conversation, progress);
        }
        return outcome.map(ended -> report(screen, settings, ended)).orElse(ExitCode.OK);
    }

    private int report(Screen screen, Settings settings, RunOutcome outcome) {
        if (options.json) {
            screen.result(outcome.json());
        } else {
            new SummaryView(screen).show(outcome.forPeople());
        }
        String resume = options.resumeCommand(outcome.runId(), common, settings);
        if (outcome.cancelled()) {
            screen.error("Stopped; everything answered so far is saved. Go on with: " + resume);
            return ExitCode.INTERRUPTED;
        }
        if (outcome.serverLost()) {
            screen.error("The server is lost; everything answered so far is saved. Go on with: " + resume);
            return ExitCode.SERVER;
        }
        if (outcome.notComplete() > 0) {
            screen.warning(outcome.notComplete() + " combinations are not complete. Ask the missing trials again with: "
                    + resume);
        }
        List<String> refused = options.strict ? outcome.doubts() : List.of();
        refused.forEach(doubt -> screen.error("--strict: " + SafeText.line(doubt, SENTENCE)));
        return outcome.failed() > 0 || !refused.isEmpty() ? ExitCode.INCOMPLETE : ExitCode.OK;
    }
}
