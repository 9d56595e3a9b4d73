package dev.matrix.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log to stderr, and show stack traces.")
    boolean verbose;

    @Option(names = "--quiet", description = "Only results and warnings.")
    boolean quiet;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings file instead of config/matrix.yaml.")
    @Nullable
    Path config;
}
