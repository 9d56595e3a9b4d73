package dev.matrix.cli;

import dev.matrix.config.Settings;
import dev.matrix.console.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "plan",
        description =
                "Say what 'run' would do: combinations, requests, tokens, time, and the smallest difference that so many items can show.",
        footer = {"", "Example: matrix plan --limit 200 --json", "", ExitCode.HELP})
final class PlanCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    PlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Settings settings = options.settings(session, common);
        RunConversation conversation = new RunConversation(screen, session.question(screen), options.mayAsk());
        session.runJob(settings, screen)
                .plan(options.request(session, settings), conversation)
                .ifPresent(prepared -> new PlanView(screen).show(prepared, options.json));
        return ExitCode.OK;
    }
}
