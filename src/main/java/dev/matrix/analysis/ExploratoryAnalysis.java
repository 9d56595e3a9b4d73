package dev.matrix.analysis;

import dev.matrix.domain.Personality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What is looked at besides the primary comparisons; each kind is a family of its own, corrected by Benjamini and Hochberg. */
final class ExploratoryAnalysis {

    private static final double CI95 = 0.05;

    private final StudyData data;
    private final Map<CellKey, StudyCell> cells = new HashMap<>();

    private ExploratoryAnalysis(StudyData data) {
        this.data = data;
        data.cells().stream().filter(this::isUsable).forEach(cell -> cells.put(cell.key(), cell));
    }

    static List<Exploratory> of(StudyData data) {
        ExploratoryAnalysis analysis = new ExploratoryAnalysis(data);
        List<Exploratory> findings = new ArrayList<>();
        findings.addAll(corrected(analysis.unplanned()));
        if (data.settings().optionalStopping()) {
            // What follows supposes that the number of items was fixed.
            return findings;
        }
        findings.addAll(corrected(analysis.probabilities()));
        findings.addAll(corrected(new PooledDifferences(data, analysis.compared(key -> true)).findings()));
        return findings;
    }

    private boolean isUsable(StudyCell cell) {
        return !cell.control()
                && cell.noEffect() == null
                && cell.unusable(data.settings().optionalStopping()) == null;
    }

    /** The usable cells that have a usable baseline, in plan order. */
    private List<StudyCell> compared(Predicate<CellKey> wanted) {
        return data.cells().stream()
                .filter(this::isUsable)
                .filter(cell -> !cell.key().personality().equals(Personality.BASELINE))
                .filter(cell -> wanted.test(cell.key()) && cells.containsKey(baseline(cell.key())))
                .toList();
    }

    private static CellKey baseline(CellKey key) {
        return key.with(Personality.BASELINE);
    }

    private StudyCell baselineOf(StudyCell cell) {
        return cells.getOrDefault(baseline(cell.key()), cell);
    }

    /** Personalities that were asked but left out of the primary family. */
    private List<Exploratory> unplanned() {
        List<String> planned = data.settings().compare();
        List<Exploratory> findings = new ArrayList<>();
        for (StudyCell cell : compared(key -> !planned.isEmpty() && !planned.contains(key.personality()))) {
            PairedItems items = PairedItems.of(cell.scores(), baselineOf(cell).scores());
            if (items.compared() > 0) {
                PairedMethod method = PairedMethod.of(
                        items,
                        data.settings().optionalStopping(),
                        data.settings().seed());
                findings.add(finding(
                        Exploratory.Kind.UNPLANNED,
                        cell.key(),
                        items.compared(),
                        items.counts().difference(),
                        method.interval(CI95),
                        method.pValue()));
            }
        }
        return findings;
    }

    /** The probability of the right letters: it moves before the best letter does. */
    private List<Exploratory> probabilities() {
        List<Exploratory> findings = new ArrayList<>();
        for (StudyCell cell : compared(key -> true)) {
            double[] differences =
                    cell.scores().probabilityDifferences(baselineOf(cell).scores());
            Optional<MeanTest> test = MeanTest.of(differences, CI95);
            test.ifPresent(found -> findings.add(finding(
                    Exploratory.Kind.PROBABILITY,
                    cell.key(),
                    differences.length,
                    found.mean(),
                    found.interval(),
                    found.pValue())));
        }
        return findings;
    }

    private static Exploratory finding(
            Exploratory.Kind kind, CellKey key, int items, double difference, Interval ci95, double p) {
        return new Exploratory(
                kind, key.model(), key.personality(), key.benchmark(), key.setting(), 1, items, difference, ci95, p, p);
    }

    private static List<Exploratory> corrected(List<Exploratory> family) {
        double[] adjusted = BenjaminiHochberg.adjusted(
                family.stream().mapToDouble(Exploratory::p).toArray());
        List<Exploratory> corrected = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            corrected.add(family.get(i).withAdjustedP(adjusted[i]));
        }
        return corrected;
    }
}
