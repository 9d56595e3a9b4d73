package dev.matrix.app;

import dev.matrix.config.Thresholds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds the comparison of two runs against verdicts that must not be. What both runs have and could not be compared misses them too: it has not passed. */
public final class ComparisonGate {

    private static final String DEMAND = "fail_on";

    private final Thresholds.Rule rule;

    /** @param verdicts that must not be; none asks nothing */
    public ComparisonGate(List<String> verdicts) {
        this.rule = Thresholds.Rule.failingOn("--fail-on", verdicts);
    }

    /** Why nothing can be held against them; empty when something was compared, or nothing is asked. */
    public Optional<String> nothingCompared(CompareRuns.Compared compared) {
        if (rule.failOn().isEmpty() || !compared.rows().isEmpty()) {
            return Optional.empty();
        }
        List<CompareRuns.Left> left = compared.notCompared();
        return Optional.of(rule.place() + ": nothing was checked, because "
                + (left.isEmpty()
                        ? "the two runs have no combination in common."
                        : "none of the " + left.size() + (left.size() == 1 ? " combination" : " combinations")
                                + " of both runs could be compared: "
                                + left.get(0).id() + ": "
                                + left.get(0).reason() + "."));
    }

    /** Combinations whose comparison has one of the verdicts, or cannot be made. */
    public List<Gate.Miss> misses(CompareRuns.Compared compared) {
        if (rule.failOn().isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        compared.rows().stream()
                                .filter(row -> rule.failOn().contains(row.verdict()))
                                .map(this::miss),
                        compared.notCompared().stream().map(this::miss))
                .toList();
    }

    private Gate.Miss miss(CompareRuns.Row row) {
        return new Gate.Miss(
                row.id(),
                rule.place(),
                DEMAND,
                row.accuracy(),
                row.difference(),
                row.verdict(),
                Gate.sentence(rule, row.id(), Gate.verdictClause(row.verdict(), row.difference(), row.adjusted())));
    }

    private Gate.Miss miss(CompareRuns.Left left) {
        return new Gate.Miss(
                left.id(),
                rule.place(),
                DEMAND,
                null,
                null,
                null,
                Gate.sentence(rule, left.id(), "has no verdict, because " + left.reason()));
    }
}
