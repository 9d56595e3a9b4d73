package dev.matrix.analysis.published;

import dev.matrix.analysis.MarginalPairs;
import dev.matrix.domain.PublishedStudy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Counts of right answers: models x sets x conditions. */
final class CountMatrix {

    static final String BASELINE = "baseline";
    static final String COT = "cot";
    private static final String WITH_COT = "+cot";

    private final List<String> conditions;
    private final Map<String, List<PublishedStudy.Row>> setsOf = new LinkedHashMap<>();

    CountMatrix(PublishedStudy.Table right) {
        conditions = right.columns();
        right.rows()
                .forEach(row -> setsOf.computeIfAbsent(row.of(), model -> new ArrayList<>())
                        .add(row));
    }

    List<String> conditions() {
        return conditions;
    }

    /** The archetypes that were asked with and without chain of thought; baseline, whose variant is plain cot, is none of them. */
    List<String> archetypes() {
        return conditions.stream()
                .filter(condition -> conditions.contains(condition + WITH_COT))
                .toList();
    }

    boolean isCot(String condition) {
        return condition.equals(COT) || condition.endsWith(WITH_COT);
    }

    List<String> models() {
        return List.copyOf(setsOf.keySet());
    }

    /** The sets of a model. */
    List<PublishedStudy.Row> sets(String model) {
        return Objects.requireNonNull(setsOf.get(model), model);
    }

    int right(PublishedStudy.Row set, String condition) {
        return set.values().get(conditions.indexOf(condition)).intValue();
    }

    /** Unweighted mean over the sets, a share. */
    double mean(String model, String condition) {
        return mean(model, condition, set -> true);
    }

    /** The same over some of the sets. */
    double mean(String model, String condition, Predicate<String> sets) {
        return sets(model).stream()
                .filter(set -> sets.test(set.part()))
                .mapToDouble(set -> (double) right(set, condition) / set.items())
                .average()
                .orElseThrow();
    }

    /** What a condition gains over another one, in per cent of the other's mean. */
    double gain(String model, String condition, String over) {
        double from = mean(model, over);
        return 100 * (mean(model, condition) - from) / from;
    }

    /** What chain of thought adds to an archetype, in per cent of the archetype's mean. */
    double cotGain(String model, String archetype) {
        return gain(model, archetype + WITH_COT, archetype);
    }

    MarginalPairs pairs(PublishedStudy.Row set, String condition, String reference) {
        return new MarginalPairs(set.items(), right(set, condition), right(set, reference));
    }
}
