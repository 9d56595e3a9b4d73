package dev.matrix.report;

import dev.matrix.domain.MatrixException;
import java.util.regex.Pattern;

/**
 * A part of a document between {@code <!-- matrix:NAME:begin -->} and {@code <!-- matrix:NAME:end -->}, which a program writes and people leave alone. All that
 * stands outside stays as it is, line ends included.
 */
public final class MarkedText {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final String name;
    private final String begin;
    private final String end;

    /** @throws MatrixException when the name cannot stand in a marker */
    public MarkedText(String name) {
        if (!NAME.matcher(name).matches()) {
            throw MatrixException.usage("--marker '" + name
                    + "' cannot name a part of a file: use letters, digits, dot, hyphen and underscore, at most 64.");
        }
        this.name = name;
        this.begin = "<!-- matrix:" + name + ":begin -->";
        this.end = "<!-- matrix:" + name + ":end -->";
    }

    /**
     * The document with another text between the markers.
     *
     * @param file what the document is called in an error
     * @throws MatrixException when a marker is missing, stands twice, or they stand the wrong way round
     */
    public String replaced(String document, String file, String text) {
        int from = only(document, begin, file) + begin.length();
        int to = only(document, end, file);
        if (to < from) {
            throw MatrixException.usage(file + ": " + end + " stands before " + begin + "; swap them.");
        }
        String lineEnd = document.contains("\r\n") ? "\r\n" : "\n";
        return document.substring(0, from)
                + lineEnd
                + text.strip().replace("\n", lineEnd)
                + lineEnd
                + document.substring(to);
    }

    private int only(String document, String marker, String file) {
        int at = document.indexOf(marker);
        if (at < 0) {
            throw MatrixException.usage(file + " has no marker '" + marker + "': put the lines " + begin + " and " + end
                    + " where the report is to stand, or name others with --marker NAME instead of '" + name + "'.");
        }
        if (document.indexOf(marker, at + 1) >= 0) {
            throw MatrixException.usage(file + " has the marker '" + marker + "' twice; leave one.");
        }
        return at;
    }
}
