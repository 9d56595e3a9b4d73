package dev.matrix.cli;

import dev.matrix.app.Gate;
import dev.matrix.app.PreparedRun;
import dev.matrix.config.Settings;
import dev.matrix.console.Screen;
import java.util.Optional;
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
        RunConversation conversation = options.conversation(session, common, settings, screen);
        Gate gate = options.gate(session);
        Optional<PreparedRun> prepared =
                session.runJob(settings, screen).plan(options.request(session, settings), conversation);
        prepared.ifPresent(plan -> gate.requireMatches(plan.summary()));
        new PlanView(screen).show(prepared, conversation.reason(), options.json);
        return ExitCode.OK;
    }
}
