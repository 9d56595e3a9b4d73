package dev.matrix.app;

import dev.matrix.report.CsvReport;
import dev.matrix.report.HtmlReport;
import dev.matrix.report.JUnitReport;
import dev.matrix.report.MarkdownReport;
import dev.matrix.report.RunReport;
import dev.matrix.report.StudyJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a report can be written as. */
public enum ReportFormat {
    /** One file with charts, for people. */
    HTML("report.html"),
    /** Tables for a README. */
    MARKDOWN("report.md"),
    /** One row a combination, for spreadsheets and data frames. */
    CSV("report.csv"),
    /** For build servers. */
    JUNIT("report.xml"),
    /** For programs. */
    JSON("report.json");

    /** How each of them begins. */
    private static final List<Pattern> OWN = List.of(
            Pattern.compile("\\A<!doctype html>[\\s\\S]*<title>matrix report: "),
            Pattern.compile("\\A### matrix: "),
            Pattern.compile("\\Amodel,personality,benchmark,setting,data,metric,protocol,status,"),
            Pattern.compile("\\A<\\?xml [^>]*>\\s*<testsuites name=\"matrix "),
            Pattern.compile("\\A\\{\\s*\"format_version\"\\s*:\\s*\\d+,\\s*\"run\"\\s*:"));

    private final String fileName;

    ReportFormat(String fileName) {
        this.fileName = fileName;
    }

    /** The name of its file in a directory. */
    public String fileName() {
        return fileName;
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The whole file, UTF-8. */
    public byte[] render(RunReport report) {
        return switch (this) {
            case HTML -> new HtmlReport().render(report);
            case MARKDOWN -> bytes(new MarkdownReport().render(report));
            case CSV -> bytes(new CsvReport().render(report));
            case JUNIT -> bytes(new JUnitReport().render(report));
            case JSON -> bytes(new StudyJson().render(report) + "\n");
        };
    }

    /** True when a file begins as one that this program wrote as a report, in whatever format. */
    static boolean isReport(String beginning) {
        return OWN.stream().anyMatch(mark -> mark.matcher(beginning).find());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
