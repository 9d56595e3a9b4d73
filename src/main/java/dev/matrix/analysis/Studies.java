package dev.matrix.analysis;

import java.util.List;
import java.util.Map;

/** From scores to findings: the one place where a study is computed. */
public final class Studies {

    private Studies() {}

    /** All that can be said of a run. */
    public static Study analyze(StudyData data) {
        List<ControlFinding> controls = ControlAnalysis.of(data);
        PrimaryAnalysis primary = new PrimaryAnalysis(data, controls);
        return new Study(
                data,
                primary.family(),
                primary.comparisons(),
                primary.notCompared(),
                ExploratoryAnalysis.of(data),
                controls,
                Flips.of(data));
    }

    /** The verdicts of the primary comparisons alone, which is cheap: for a rule that stops asking when they are decided. */
    public static Map<CellKey, Verdict> verdicts(StudyData data) {
        return new PrimaryAnalysis(data, ControlAnalysis.of(data)).verdicts();
    }
}
