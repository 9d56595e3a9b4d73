package dev.matrix.app;

import dev.matrix.config.Thresholds;
import dev.matrix.store.Results;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a {@code fail_on} means for combinations that have no verdict. Where one was to come, or the rule asks for the personality by its name, the rule is missed:
 * what is not checked has not passed. Otherwise no verdict was to come (left out by {@code --compare}, or no effect can be told of it), which is only said.
 */
final class WithoutVerdict {

    private static final int NAMED = 8;

    private final Thresholds.Rule rule;
    private final Map<String, Results.NotComparedEntry> reasons = new HashMap<>();
    private final boolean none;

    /**
     * @param notCompared why some have none
     * @param none true when nothing that the rule is for has a verdict
     */
    WithoutVerdict(Thresholds.Rule rule, List<Results.NotComparedEntry> notCompared, boolean none) {
        this.rule = rule;
        this.none = none;
        notCompared.forEach(each -> reasons.put(each.id(), each));
    }

    /** Adds each to the misses, or all the others in a sentence to what is unchecked. */
    void split(List<Results.FlatCombination> combinations, List<Gate.Miss> misses, List<String> unchecked) {
        combinations.stream().filter(this::isMissed).map(this::miss).forEach(misses::add);
        Map<String, List<String>> left = combinations.stream()
                .filter(each -> !isMissed(each))
                .collect(Collectors.groupingBy(
                        this::reason,
                        LinkedHashMap::new,
                        Collectors.mapping(Results.FlatCombination::id, Collectors.toList())));
        left.forEach((reason, ids) -> unchecked.add(rule.place() + ": not checked, because "
                + reason + ": " + ids.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "") + "."));
    }

    private boolean isMissed(Results.FlatCombination each) {
        Results.NotComparedEntry entry = reasons.get(each.id());
        return none || (entry != null && entry.counted()) || rule.names(each.personality());
    }

    private Gate.Miss miss(Results.FlatCombination each) {
        String clause = "has no verdict, because " + reason(each);
        return new Gate.Miss(
                each.id(),
                rule.place(),
                "fail_on",
                each.cell().score(),
                null,
                null,
                Gate.sentence(rule, each.id(), clause));
    }

    private String reason(Results.FlatCombination each) {
        Results.NotComparedEntry entry = reasons.get(each.id());
        return entry == null ? "--compare leaves it out" : entry.reason();
    }
}
