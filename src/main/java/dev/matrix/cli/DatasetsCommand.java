package dev.matrix.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "datasets",
        description = "The real data sets: list them, fetch them into the cache, verify what was fetched.",
        footer = {
            "",
            "Examples: matrix datasets list",
            "          matrix datasets fetch gsm8k mmlu",
            "          matrix datasets verify --json",
            "",
            ExitCode.HELP
        })
final class DatasetsCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    /** The command with its verbs. */
    static CommandLine with(Session session) {
        return new CommandLine(new DatasetsCommand())
                .addSubcommand("list", new DatasetsListCommand(session))
                .addSubcommand("fetch", new DatasetsFetchCommand(session))
                .addSubcommand("verify", new DatasetsVerifyCommand(session));
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Say what to do with them: 'matrix datasets list', 'fetch' or 'verify'");
        }
    }
}
