package dev.matrix.report;

/** All that analysis says of a run as one JSON document, for programs. */
public final class StudyJson {

    private final ReportJson json = new ReportJson();

    /** Indented, without a newline at its end. */
    public String render(RunReport report) {
        return json.indented(StudyDocument.of(report));
    }
}
