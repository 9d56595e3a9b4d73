/**
 * Renders a study: one HTML file, Markdown, CSV, JUnit XML, JSON. It shows what analysis says and computes no number beside it. What models wrote is hostile: it
 * is shown with its control characters as escapes, and never as markup, formula or command. It reads no runs and writes no files.
 */
@NullMarked
package dev.matrix.report;

import org.jspecify.annotations.NullMarked;
