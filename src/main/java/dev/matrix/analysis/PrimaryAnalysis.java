package dev.matrix.analysis;

import dev.matrix.domain.Personality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the primary comparisons of a study: every planned personality against baseline, per model, benchmark and setting. */
final class PrimaryAnalysis {

    private static final double CI95 = 0.05;

    private final StudyData data;
    private final StudySettings settings;
    private final Map<CellKey, StudyCell> cells = new HashMap<>();
    private final Map<CellKey, ControlFinding> controls = new HashMap<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final List<NotCompared> notCompared = new ArrayList<>();

    PrimaryAnalysis(StudyData data, List<ControlFinding> findings) {
        this.data = data;
        this.settings = data.settings();
        data.cells().stream().filter(cell -> !cell.control()).forEach(cell -> cells.put(cell.key(), cell));
        findings.forEach(finding -> controls.put(
                new CellKey(finding.model(), Personality.BASELINE, finding.benchmark(), finding.setting()), finding));
        data.cells().stream().filter(data::isPrimary).forEach(this::pair);
    }

    /** A cell with its baseline. */
    private record Pair(StudyCell cell, StudyCell baseline, PairedItems items) {}

    private void pair(StudyCell cell) {
        StudyCell baseline = cells.get(cell.key().with(Personality.BASELINE));
        String never = baseline == null ? "the run has no baseline for it" : cell.noEffect();
        if (baseline == null || never != null) {
            notCompared.add(new NotCompared(cell.key(), String.valueOf(never), false));
            return;
        }
        PairedItems items = PairedItems.of(cell.scores(), baseline.scores());
        String now = unusable(cell, baseline, items);
        if (now == null) {
            pairs.add(new Pair(cell, baseline, items));
        } else {
            notCompared.add(new NotCompared(cell.key(), now, true));
        }
    }

    private @Nullable String unusable(StudyCell cell, StudyCell baseline, PairedItems items) {
        String own = cell.unusable(settings.optionalStopping());
        String reference = baseline.unusable(settings.optionalStopping());
        if (own != null || reference != null) {
            return own == null ? "its baseline " + reference : "it " + own;
        }
        return items.compared() == 0 ? "no item is valid both here and in baseline" : null;
    }

    /** How many comparisons the correction is for. */
    int family() {
        return pairs.size()
                + (int) notCompared.stream().filter(NotCompared::counted).count();
    }

    List<NotCompared> notCompared() {
        return notCompared;
    }

    private List<PrimaryFamily.Case> cases() {
        return pairs.stream()
                .map(pair -> new PrimaryFamily.Case(
                        PairedMethod.of(pair.items(), settings.optionalStopping(), seed(pair)),
                        pair.items().counts().difference(),
                        floor(pair)))
                .toList();
    }

    Map<CellKey, Verdict> verdicts() {
        List<Verdict> decided = new PrimaryFamily(family(), settings).verdicts(cases());
        Map<CellKey, Verdict> verdicts = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            verdicts.put(pairs.get(i).cell().key(), decided.get(i));
        }
        return verdicts;
    }

    List<Comparison> comparisons() {
        List<PrimaryFamily.Case> cases = cases();
        List<PrimaryFamily.Decision> decisions = new PrimaryFamily(family(), settings).decide(cases);
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            comparisons.add(comparison(pairs.get(i), cases.get(i).method(), decisions.get(i)));
        }
        return comparisons;
    }

    /** Of its own for each comparison, so that adding one changes no other. */
    private long seed(Pair pair) {
        return settings.seed() * 31 + pair.cell().key().id().hashCode();
    }

    private double floor(Pair pair) {
        ControlFinding control = controls.get(pair.baseline().key());
        return control == null ? 0 : control.floor();
    }

    private Comparison comparison(Pair pair, PairedMethod method, PrimaryFamily.Decision decision) {
        PairedCounts counts = pair.items().counts();
        return new Comparison(
                pair.cell().key(),
                pair.baseline().key().personality(),
                counts.compared(),
                counts.dropped(),
                counts.won(),
                counts.lost(),
                counts.meanOrNan(),
                counts.baselineMeanOrNan(),
                counts.difference(),
                method.interval(CI95),
                decision.adjusted(),
                1 - decision.alpha(),
                decision.p(),
                decision.adjustedP(),
                method.test(),
                decision.verdict(),
                decision.verdict() == Verdict.UNDECIDED && !decision.belowFloor() ? itemsNeeded(pair) : null,
                note(pair, decision));
    }

    /** At the first step of the correction: what the least lucky comparison needs. */
    private int itemsNeeded(Pair pair) {
        return Power.items(settings.sesoi(), pair.items().discordance(), settings.alpha() / family());
    }

    private @Nullable String note(Pair pair, PrimaryFamily.Decision decision) {
        List<String> clauses = new ArrayList<>();
        if (decision.belowFloor()) {
            clauses.add("asking baseline twice changes as much: the noise floor is " + Points.size(floor(pair)));
        }
        if (decision.verdict().isEffect() && decision.adjusted().isWithin(settings.sesoi())) {
            clauses.add("real, but smaller than " + Points.size(settings.sesoi()));
        }
        if (FormatEffect.isFlagged(
                pair.cell().summary().letterMass(), pair.baseline().summary().letterMass())) {
            clauses.add("the letters have less than half of baseline's probability, so it may be a change of format");
        }
        int dropped = pair.items().counts().dropped();
        if (dropped > 0) {
            clauses.add(dropped + " of " + (dropped + pair.items().compared())
                    + " items are missing in one of the two and left out");
        }
        return clauses.isEmpty() ? null : String.join("; ", clauses);
    }
}
