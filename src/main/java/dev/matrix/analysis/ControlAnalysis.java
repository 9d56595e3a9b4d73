package dev.matrix.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * What changes when nothing changes: baseline asked a second time against the first. The floor is 1.96 standard errors of a difference that comes from flips
 * alone (variance flip rate / n, as in McNemar's test), with the upper end of Wilson's interval for the flip rate, plus the difference that was seen.
 */
final class ControlAnalysis {

    private static final double Z = 1.96;
    private static final double CONFIDENCE = 0.95;

    private ControlAnalysis() {}

    static List<ControlFinding> of(StudyData data) {
        List<ControlFinding> findings = new ArrayList<>();
        for (StudyCell cell : data.cells()) {
            if (cell.control()) {
                data.cell(cell.key())
                        .map(first -> PairedCounts.of(cell.scores(), first.scores()))
                        .filter(counts -> counts.compared() > 0)
                        .ifPresent(counts -> findings.add(finding(cell.key(), counts)));
            }
        }
        return findings;
    }

    private static ControlFinding finding(CellKey key, PairedCounts counts) {
        int n = counts.compared();
        int flips = counts.won() + counts.lost();
        double flipRate = (double) flips / n;
        Interval rate = MeanEstimate.wilson(n, flipRate, CONFIDENCE);
        double difference = counts.difference();
        double floor = Z * Math.sqrt(rate.high() / n) + Math.abs(difference);
        return new ControlFinding(
                key.model(), key.benchmark(), key.setting(), n, flips, flipRate, rate, difference, floor);
    }
}
