package dev.matrix.cli;

import dev.matrix.config.NearNames;
import dev.matrix.config.Thresholds;
import dev.matrix.domain.MatrixException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Verdicts that end a command with 1. */
final class FailOnOption {

    @Option(
            names = "--fail-on",
            paramLabel = "A,B",
            description =
                    "Exit 1, and name each combination, where a comparison has one of these verdicts: hurts, undecided, no_difference, helps.")
    private @Nullable String words;

    /** Those that were given, each checked; empty when the option was not. */
    List<String> verdicts() {
        if (words == null) {
            return List.of();
        }
        List<String> verdicts = List.of(words.split("\\s*,\\s*", -1));
        verdicts.stream()
                .filter(word -> !Thresholds.VERDICTS.contains(word))
                .findFirst()
                .ifPresent(word -> {
                    throw MatrixException.usage(
                            "--fail-on: '" + word + "' is no verdict; " + NearNames.clause(word, Thresholds.VERDICTS));
                });
        return verdicts;
    }
}
