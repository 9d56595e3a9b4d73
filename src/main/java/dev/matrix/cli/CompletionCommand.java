package dev.matrix.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Print a script that completes commands and options in bash and zsh.",
        footer = {
            "",
            "Example: source <(matrix completion)",
            "         matrix completion > /etc/bash_completion.d/matrix",
            "",
            ExitCode.HELP
        })
final class CompletionCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Spec
    private @Nullable CommandSpec spec;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            String script = AutoComplete.bash(spec.root().name(), spec.root().commandLine());
            session.screen(common).result(script.stripTrailing());
        }
        return ExitCode.OK;
    }
}
