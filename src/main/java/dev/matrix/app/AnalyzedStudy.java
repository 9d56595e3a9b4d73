package dev.matrix.app;

import dev.matrix.analysis.study.StudyReport;

/** What was found over several runs. */
public record AnalyzedStudy(StudyReport report) {}
