package dev.matrix.report;

import dev.matrix.analysis.Cost;
import dev.matrix.analysis.SpeedPoint;
import dev.matrix.analysis.Study;
import dev.matrix.analysis.StudyWords;
import java.util.List;

/** All that analysis says of a run as one JSON document, for programs. */
public final class StudyJson {

    private static final int FORMAT_VERSION = 1;

    private final ReportJson json = new ReportJson();

    private record Document(
            int formatVersion,
            RunReport.Heading run,
            List<String> inWords,
            Study study,
            List<RunReport.CellFacts> cells,
            List<Cost> costs,
            List<SpeedPoint> speed) {}

    /** Indented, without a newline at its end. */
    public String render(RunReport report) {
        return json.indented(new Document(
                FORMAT_VERSION,
                report.heading(),
                new StudyWords(report.study()).sentences(),
                report.study(),
                report.cells(),
                report.costs(),
                report.speed()));
    }
}
