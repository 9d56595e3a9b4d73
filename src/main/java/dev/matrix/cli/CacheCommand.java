package dev.matrix.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "cache",
        description = "The answers that are kept across runs: what is there, and how to remove it.",
        footer = {"", "Examples: matrix cache stats", "          matrix cache prune --older-than 30d", "", ExitCode.HELP
        })
final class CacheCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    /** The command with its verbs. */
    static CommandLine with(Session session) {
        return new CommandLine(new CacheCommand())
                .addSubcommand("stats", new CacheStatsCommand(session))
                .addSubcommand("prune", new CachePruneCommand(session));
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Say what to do with it: 'matrix cache stats' or 'matrix cache prune'");
        }
    }
}
