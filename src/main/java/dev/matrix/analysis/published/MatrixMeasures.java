package dev.matrix.analysis.published;

import static dev.matrix.analysis.published.Measured.plain;
import static dev.matrix.analysis.published.Measured.signed;

import dev.matrix.analysis.MarginalFamily;
import dev.matrix.analysis.MarginalPairs;
import dev.matrix.domain.PublishedStudy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The personality matrix: counts of right answers under twelve conditions. */
final class MatrixMeasures implements Measures {

    /** The sets that carry all of the gain of chain of thought. */
    private static final Set<String> CARRIERS = Set.of("gsm8k", "hellaswag");

    private final PublishedStudy study;
    private final CountMatrix counts;

    MatrixMeasures(PublishedStudy study) {
        this.study = study;
        this.counts = new CountMatrix(study.table("right"));
    }

    @Override
    public Measured measure(String name, String of) {
        return switch (name) {
            case "grand_mean" -> grandMean();
            case "cot_gain" -> cotGain(of);
            case "mean_cot_gain" -> meanCotGain(of);
            case "cot_elsewhere" -> cotElsewhere(of);
            case "perfect_cells" -> perfectCells(of);
            case "largest_effect" -> largestEffect();
            case "called_differences" -> calledDifferences();
            default -> throw new IllegalArgumentException("the matrix has no measure '" + name + "'");
        };
    }

    private Measured grandMean() {
        double mean = counts.models().stream()
                .flatMap(model -> counts.conditions().stream().map(condition -> counts.mean(model, condition)))
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        return Measured.of(mean, plain(mean, 3));
    }

    private Measured cotGain(String model) {
        double gain = counts.gain(model, CountMatrix.COT, CountMatrix.BASELINE);
        return Measured.of(
                gain,
                signed(gain, 1) + " %",
                String.format(
                        Locale.ROOT,
                        "mean over the sets %.3f -> %.3f",
                        counts.mean(model, CountMatrix.BASELINE),
                        counts.mean(model, CountMatrix.COT)));
    }

    private Measured meanCotGain(String model) {
        List<Double> gains = counts.archetypes().stream()
                .map(archetype -> counts.cotGain(model, archetype))
                .toList();
        double mean = gains.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return Measured.of(
                mean,
                signed(mean, 1) + " %",
                "single gains "
                        + String.join(
                                ", ",
                                gains.stream().map(gain -> signed(gain, 1)).toList()));
    }

    private Measured cotElsewhere(String model) {
        double without = elsewhere(model, false);
        double with = elsewhere(model, true);
        return Measured.judged(
                with < without ? ClaimVerdict.NOT_SHOWN : ClaimVerdict.OK,
                String.format(Locale.ROOT, "%.3f -> %.3f elsewhere", without, with),
                "the gain is that of gsm8k and hellaswag; on the other three sets the six conditions with it have "
                        + (with < without ? "a lower" : "a higher") + " mean than the six without");
    }

    /** Mean over the conditions with or without chain of thought, on the sets that do not carry its gain. */
    private double elsewhere(String model, boolean cot) {
        return counts.conditions().stream()
                .filter(condition -> counts.isCot(condition) == cot)
                .mapToDouble(condition -> counts.mean(model, condition, set -> !CARRIERS.contains(set)))
                .average()
                .orElseThrow();
    }

    private Measured perfectCells(String set) {
        int perfect = 0;
        int cells = 0;
        int items = 0;
        for (String model : counts.models()) {
            for (PublishedStudy.Row row : counts.sets(model)) {
                for (String condition : counts.conditions()) {
                    if (row.part().equals(set) && counts.isCot(condition)) {
                        cells++;
                        items = row.items();
                        perfect += counts.right(row, condition) == items ? 1 : 0;
                    }
                }
            }
        }
        PublishedStudy.Row majority = study.table("majority").rows().stream()
                .filter(row -> row.of().equals(set))
                .findFirst()
                .orElseThrow();
        return new Measured(
                perfect == cells ? Double.valueOf(items) : null,
                perfect + " of " + cells + " cells",
                ClaimVerdict.NOT_SHOWN,
                String.format(
                        Locale.ROOT,
                        "%.0f of the %d keys are %s, so that always answering %s scores %.0f %%, and the checker took the article 'a' for it",
                        majority.values().get(0),
                        majority.items(),
                        majority.part(),
                        majority.part(),
                        100 * majority.values().get(0) / majority.items()));
    }

    private Measured largestEffect() {
        double lowest = 0;
        double highest = 0;
        for (String model : counts.models()) {
            for (String condition : counts.archetypes()) {
                double effect = counts.mean(model, condition) - counts.mean(model, CountMatrix.BASELINE);
                lowest = Math.min(lowest, effect);
                highest = Math.max(highest, effect);
            }
        }
        SamePrompt noise = samePrompts().stream()
                .max(Comparator.comparingDouble(pair -> Math.abs(pair.difference())))
                .orElseThrow();
        double floor = Math.abs(noise.difference());
        return Measured.judged(
                Math.max(-lowest, highest) > floor ? ClaimVerdict.OK : ClaimVerdict.NOT_SHOWN,
                String.format(Locale.ROOT, "%+.3f to %+.3f", lowest, highest),
                String.format(
                        Locale.ROOT,
                        "%s and %s, the same prompt, differ by %.3f on %s",
                        noise.first(),
                        noise.second(),
                        floor,
                        noise.model()));
    }

    private Measured calledDifferences() {
        MarginalFamily family = new MarginalFamily(againstBaseline());
        return Measured.judged(
                family.called() > 0 ? ClaimVerdict.OK : ClaimVerdict.NOT_SHOWN,
                family.called() + " of " + family.size(),
                String.format(
                        Locale.ROOT,
                        "Holm over all; however the items pair, p is at least %.3f, and only %d comparisons could be under .05 if each were the only one",
                        family.smallestP(),
                        family.possibleAlone()));
    }

    private List<MarginalPairs> againstBaseline() {
        List<MarginalPairs> pairs = new ArrayList<>();
        for (String model : counts.models()) {
            for (PublishedStudy.Row set : counts.sets(model)) {
                counts.conditions().stream()
                        .filter(condition -> !condition.equals(CountMatrix.BASELINE))
                        .forEach(condition -> pairs.add(counts.pairs(set, condition, CountMatrix.BASELINE)));
            }
        }
        return pairs;
    }

    /** The conditions that sent the same prompt, in each model. */
    List<SamePrompt> samePrompts() {
        List<MarginalPairs> all = new ArrayList<>();
        List<PublishedStudy.Row> twins = study.table("same_prompt").rows();
        counts.models()
                .forEach(model -> twins.forEach(twin ->
                        counts.sets(model).forEach(set -> all.add(counts.pairs(set, twin.of(), twin.part())))));
        MarginalFamily family = new MarginalFamily(all);
        List<SamePrompt> found = new ArrayList<>();
        int first = 0;
        for (String model : counts.models()) {
            for (PublishedStudy.Row twin : twins) {
                found.add(samePrompt(model, twin, all, family, first));
                first += counts.sets(model).size();
            }
        }
        return found;
    }

    private SamePrompt samePrompt(
            String model, PublishedStudy.Row twin, List<MarginalPairs> all, MarginalFamily family, int first) {
        List<PublishedStudy.Row> sets = counts.sets(model);
        int widest = 0;
        boolean different = false;
        for (int set = 0; set < sets.size(); set++) {
            different |= family.called(first + set);
            int difference = Math.abs(all.get(first + set).difference());
            widest = difference > Math.abs(all.get(first + widest).difference()) ? set : widest;
        }
        MarginalPairs pairs = all.get(first + widest);
        return new SamePrompt(
                model,
                twin.of(),
                twin.part(),
                counts.mean(model, twin.of()) - counts.mean(model, twin.part()),
                sets.get(widest).part(),
                pairs.difference(),
                pairs.leastP(),
                pairs.mostP(),
                different);
    }

    /** The mean over the sets of every condition, by model; conditions in the table's order. */
    List<ConditionMeans> means() {
        return counts.conditions().stream()
                .map(condition -> {
                    Map<String, Double> byModel = new TreeMap<>(Comparator.comparingInt(counts.models()::indexOf));
                    counts.models().forEach(model -> byModel.put(model, counts.mean(model, condition)));
                    return new ConditionMeans(condition, byModel);
                })
                .toList();
    }
}
