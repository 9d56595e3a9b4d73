package dev.matrix.app;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.Comparison;
import dev.matrix.analysis.ControlFinding;
import dev.matrix.analysis.Interval;
import dev.matrix.analysis.Study;
import dev.matrix.analysis.StudyWords;
import dev.matrix.store.Results;
import java.util.List;

/** The blocks of results.json that say what a study found. */
final class ResultsStudy {

    private final Study study;

    ResultsStudy(Study study) {
        this.study = study;
    }

    List<Results.VerdictEntry> verdicts() {
        return study.primary().stream().map(this::verdict).toList();
    }

    private Results.VerdictEntry verdict(Comparison comparison) {
        CellKey key = comparison.key();
        return new Results.VerdictEntry(
                key.id(),
                key.model(),
                key.personality(),
                key.benchmark(),
                key.setting(),
                comparison.reference(),
                study.data().benchmark(key.benchmark()).sample(),
                comparison.compared(),
                comparison.dropped(),
                comparison.won(),
                comparison.lost(),
                comparison.accuracy(),
                comparison.referenceAccuracy(),
                comparison.difference(),
                ends(comparison.ci95()),
                ends(comparison.adjusted()),
                comparison.adjustedConfidence(),
                comparison.p(),
                comparison.adjustedP(),
                study.family(),
                comparison.test().label(),
                comparison.verdict().label(),
                comparison.itemsNeeded(),
                comparison.note());
    }

    List<Results.NotComparedEntry> notCompared() {
        return study.notCompared().stream()
                .map(left -> new Results.NotComparedEntry(left.key().id(), left.reason(), left.counted()))
                .toList();
    }

    List<Results.ControlEntry> controls() {
        return study.controls().stream().map(ResultsStudy::control).toList();
    }

    private static Results.ControlEntry control(ControlFinding found) {
        return new Results.ControlEntry(
                found.model(),
                found.benchmark(),
                found.setting(),
                found.compared(),
                found.flips(),
                found.flipRate(),
                ends(found.flipRate95()),
                found.difference(),
                found.floor(),
                found.reproducible());
    }

    List<String> inWords() {
        return new StudyWords(study).sentences();
    }

    private static List<Double> ends(Interval interval) {
        return List.of(interval.low(), interval.high());
    }
}
