package dev.matrix.app;

import dev.matrix.analysis.Interval;
import dev.matrix.analysis.Points;
import dev.matrix.config.Thresholds;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Personality;
import dev.matrix.store.Results;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds results against rules: what misses one is named with the rule that it misses. It computes nothing: scores and verdicts are those of the results. */
public final class Gate {

    private final List<Thresholds.Rule> rules;

    public Gate(List<Thresholds.Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * A combination that misses a rule.
     *
     * @param combination its id
     * @param rule where the rule stands
     * @param demand which of its demands: {@code min_score}, {@code max_drop} or {@code fail_on}
     * @param score a share; null when there is none
     * @param difference to what it is compared with, a share; null when nothing was compared
     * @param verdict of that comparison; null when nothing was compared
     * @param sentence all of it for people
     */
    public record Miss(
            String combination,
            String rule,
            String demand,
            @Nullable Double score,
            @Nullable Double difference,
            @Nullable String verdict,
            String sentence) {}

    /** True when there is no rule, so that nothing can be missed. */
    public boolean isOpen() {
        return rules.isEmpty();
    }

    /**
     * Refuses a rule that nothing of a plan has to obey: it would be met whatever comes. A verdict or a drop exists only of what is compared with baseline. Of
     * the rest of a run, and of a shard, only the names of the whole run can be told.
     */
    public void requireMatches(PlanSummary plan) {
        List<PlanSummary.Entry> combinations = plan.combinations();
        if (combinations.isEmpty() && !plan.rest()) {
            return;
        }
        boolean part = plan.rest() || plan.shard() != null;
        for (Thresholds.Rule rule : rules) {
            requireCompared(rule, plan.names());
            if (!part
                    && combinations.stream()
                            .noneMatch(each -> rule.matches(each.model(), each.personality(), each.benchmark()))) {
                throw unmatched(rule);
            }
            requireNames(rule, plan.names());
        }
    }

    /** The same of a run that is there. */
    void requireMatches(PlanNames names) {
        for (Thresholds.Rule rule : rules) {
            requireCompared(rule, names);
            requireNames(rule, names);
        }
    }

    private static boolean comparing(Thresholds.Rule rule) {
        return rule.maxDrop() != null || !rule.failOn().isEmpty();
    }

    private static void requireCompared(Thresholds.Rule rule, PlanNames names) {
        if (comparing(rule) && names.compared().stream().noneMatch(rule::matchesPersonality)) {
            throw MatrixException.usage(rule.place() + ": "
                    + (names.compared().isEmpty()
                            ? "this run compares nothing with baseline, so that no verdict and no drop can miss the rule;"
                                    + " add baseline and another one with --personalities"
                            : "none of the personalities " + rule.personalities()
                                    + " is compared with baseline (compared: " + String.join(", ", names.compared())
                                    + "), so that no verdict and no drop can miss the rule; correct the names, or --compare")
                    + ", or leave that demand out.");
        }
    }

    /** A name that is written out and is nowhere in the run was meant to be checked, whatever else the rule matches. */
    private static void requireNames(Thresholds.Rule rule, PlanNames names) {
        if (!names.matches(rule)) {
            throw unmatched(rule);
        }
        rule.unknown(names.models(), names.personalities(), names.benchmarks()).ifPresent(clause -> {
            throw MatrixException.usage(rule.place() + ": " + clause + ", so that it would not be checked; correct the"
                    + " name or remove it.");
        });
    }

    private static MatrixException unmatched(Thresholds.Rule rule) {
        return MatrixException.usage(rule.place() + ": no combination matches models " + rule.models()
                + ", personalities " + rule.personalities() + ", benchmarks " + rule.benchmarks()
                + ", so that this rule would check nothing; correct the names or remove it.");
    }

    /**
     * What came of the rules.
     *
     * @param misses rules in their order
     * @param unchecked sentences: what a {@code fail_on} could not be held against, as no comparison was to be made of it
     */
    public record Checked(List<Miss> misses, List<String> unchecked) {

        public Checked {
            misses = List.copyOf(misses);
            unchecked = List.copyOf(unchecked);
        }
    }

    /** Holds the rules against the end of a run. */
    public Checked check(RunOutcome outcome) {
        return check(outcome.results());
    }

    Checked check(Results results) {
        Map<String, Results.VerdictEntry> verdicts = new HashMap<>();
        results.verdicts().forEach(verdict -> verdicts.put(verdict.id(), verdict));
        List<Miss> misses = new ArrayList<>();
        List<String> unchecked = new ArrayList<>();
        for (Thresholds.Rule rule : rules) {
            List<Results.FlatCombination> matching = results.combinations().stream()
                    .filter(each -> rule.matches(each.model(), each.personality(), each.benchmark()))
                    .toList();
            if (matching.isEmpty()) {
                if (results.metadata().shard() == null) {
                    throw unmatched(rule);
                }
                unchecked.add(rule.place() + ": left out, because all that it is for is asked by other shards.");
                continue;
            }
            for (Results.FlatCombination each : matching) {
                Optional<Results.VerdictEntry> verdict = Optional.ofNullable(verdicts.get(each.id()));
                score(rule, each).ifPresent(misses::add);
                drop(rule, each, verdict).ifPresent(misses::add);
                verdict.flatMap(found -> verdict(rule, each, found)).ifPresent(misses::add);
            }
            if (!rule.failOn().isEmpty()) {
                List<Results.FlatCombination> without = matching.stream()
                        .filter(each -> !verdicts.containsKey(each.id()) && !isBaseline(each))
                        .toList();
                boolean none = matching.stream().noneMatch(each -> verdicts.containsKey(each.id()));
                new WithoutVerdict(rule, results.notCompared(), none).split(without, misses, unchecked);
            }
        }
        if (results.metadata().shard() != null) {
            rules.stream()
                    .filter(Gate::comparing)
                    .findFirst()
                    .ifPresent(rule ->
                            unchecked.add(rule.place() + ": the verdicts of a shard are provisional until 'matrix"
                                    + " merge': of the whole run more comparisons are corrected for. 'matrix merge' takes"
                                    + " --fail-on and --thresholds too."));
        }
        return new Checked(misses, unchecked);
    }

    private static boolean isBaseline(Results.FlatCombination each) {
        return each.personality().equals(Personality.BASELINE);
    }

    private static Optional<Miss> score(Thresholds.Rule rule, Results.FlatCombination each) {
        Double least = rule.minScore();
        Double score = each.cell().score();
        if (least == null || (score != null && score >= least)) {
            return Optional.empty();
        }
        String clause = score == null
                ? "has no score (" + each.cell().status().label() + ")"
                : "scores " + percent(score) + " %, under the " + percent(least) + " % that it must reach";
        return Optional.of(
                new Miss(each.id(), rule.place(), "min_score", score, null, null, sentence(rule, each.id(), clause)));
    }

    private static Optional<Miss> drop(
            Thresholds.Rule rule, Results.FlatCombination each, Optional<Results.VerdictEntry> verdict) {
        Double most = rule.maxDrop();
        if (most == null || isBaseline(each)) {
            return Optional.empty();
        }
        if (verdict.isEmpty()) {
            return Optional.of(notCompared(rule, each, "max_drop", "so that its drop is unknown"));
        }
        double difference = verdict.get().difference();
        if (difference >= -most) {
            return Optional.empty();
        }
        return Optional.of(new Miss(
                each.id(),
                rule.place(),
                "max_drop",
                each.cell().score(),
                difference,
                verdict.get().verdict(),
                sentence(
                        rule,
                        each.id(),
                        "is " + percent(-difference) + " points below baseline, more than the " + percent(most)
                                + " allowed (" + verdict.get().verdict() + ", 95 % interval "
                                + range(verdict.get().ci95()) + ")")));
    }

    private static Miss notCompared(
            Thresholds.Rule rule, Results.FlatCombination each, String demand, String consequence) {
        return new Miss(
                each.id(),
                rule.place(),
                demand,
                each.cell().score(),
                null,
                null,
                sentence(rule, each.id(), "was not compared with baseline, " + consequence));
    }

    private static Optional<Miss> verdict(
            Thresholds.Rule rule, Results.FlatCombination each, Results.VerdictEntry found) {
        if (!rule.failOn().contains(found.verdict())) {
            return Optional.empty();
        }
        return Optional.of(new Miss(
                each.id(),
                rule.place(),
                "fail_on",
                each.cell().score(),
                found.difference(),
                found.verdict(),
                sentence(rule, each.id(), verdictClause(found.verdict(), found.difference(), found.adjusted()))));
    }

    static String verdictClause(String verdict, double difference, List<Double> adjusted) {
        return verdict.replace('_', ' ') + ", " + Points.signed(difference) + " points (corrected interval "
                + range(adjusted) + ")";
    }

    static String sentence(Thresholds.Rule rule, String combination, String clause) {
        return rule.place() + ": " + combination + " " + clause + ".";
    }

    private static String range(List<Double> ends) {
        return Points.range(new Interval(ends.get(0), ends.get(1)));
    }

    private static String percent(double share) {
        return Points.share(share);
    }
}
