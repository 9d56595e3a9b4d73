package dev.matrix.cli;

import dev.matrix.config.Thresholds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a run must reach, or the command ends with 1. */
final class GateOptions {

    @Mixin
    private FailOnOption failOn = new FailOnOption();

    @Option(
            names = "--thresholds",
            paramLabel = "FILE",
            description =
                    "Exit 1, and name each combination, that misses a rule of this YAML file: lowest score, largest drop below baseline, verdicts.")
    private @Nullable Path thresholds;

    /** The rules, each checked; empty when no option was given. */
    List<Thresholds.Rule> rules(Session session) {
        List<Thresholds.Rule> rules = new ArrayList<>();
        List<String> verdicts = failOn.verdicts();
        if (!verdicts.isEmpty()) {
            rules.add(Thresholds.Rule.failingOn("--fail-on", verdicts));
        }
        if (thresholds != null) {
            rules.addAll(Thresholds.read("--thresholds", session.workingDirectory(), thresholds)
                    .rules());
        }
        return rules;
    }
}
