package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.report.MarkdownReport;
import dev.matrix.report.MarkedText;
import dev.matrix.report.RunReport;
import dev.matrix.store.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Writes a report to files, each as a whole or not at all. */
public final class WriteReport {

    /** Bytes that tell what a file is. */
    private static final int BEGINNING = 4_096;

    private final RunReport report;

    public WriteReport(RunReport report) {
        this.report = report;
    }

    /** Writes one format; directories that are missing are made. */
    public void write(ReportFormat format, Path file) {
        new AtomicFile(file).write(format.render(report));
    }

    /**
     * Refuses to write over what is no report.
     *
     * @throws MatrixException of kind USAGE when there is a directory or a file that this program did not write as a report
     */
    public static void requireFree(Path file) {
        if (Files.isDirectory(file)) {
            throw MatrixException.usage(
                    "Cannot write the report to " + file + ": it is a directory; name a file in it.");
        }
        if (Files.exists(file) && !(Files.isRegularFile(file) && isReport(file))) {
            throw MatrixException.usage("Cannot write the report to " + file
                    + ": there is a file that is no report of matrix; name another one with --out, or remove it.");
        }
    }

    private static boolean isReport(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            String beginning = new String(content.readNBytes(BEGINNING), StandardCharsets.UTF_8);
            return beginning.isEmpty() || ReportFormat.isReport(beginning);
        } catch (IOException e) {
            throw MatrixException.usage(file + " cannot be read: " + AtomicFile.reason(e) + ".");
        }
    }

    /**
     * Puts the Markdown between the markers of a file and leaves the rest as it is.
     *
     * @param marker name of the markers
     */
    public void into(Path file, String marker) {
        MarkedText part = new MarkedText(marker);
        try {
            // A link stays a link: what it leads to is replaced.
            Path target = file.toRealPath();
            String document = Files.readString(target);
            String replaced = part.replaced(document, file.toString(), new MarkdownReport().render(report));
            if (!replaced.equals(document)) {
                new AtomicFile(target).write(replaced.getBytes(StandardCharsets.UTF_8));
            }
        } catch (NoSuchFileException e) {
            throw MatrixException.usage(
                    "There is no file " + file + ": --into writes between markers of a file that is there.");
        } catch (CharacterCodingException e) {
            throw MatrixException.usage(file + " is not UTF-8, so --into cannot write into it; convert it first.");
        } catch (IOException e) {
            throw MatrixException.usage(file + " cannot be read: " + AtomicFile.reason(e) + ".");
        }
    }
}
