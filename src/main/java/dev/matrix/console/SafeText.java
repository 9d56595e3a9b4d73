package dev.matrix.console;

import dev.matrix.domain.UnsafeCharacter;

/**
 * Makes text from models, servers and files harmless for a terminal: control characters, escape codes, direction overrides and broken surrogates are shown
 * as {@code \\u001b}, not obeyed. Making a safe text safe again changes nothing, and an escape inside a JSON string is still JSON.
 */
public final class SafeText {

    private static final String ELLIPSIS = "...";
    /** Marks without width could pile up a megabyte in one column. */
    private static final int UNITS_PER_COLUMN = 4;

    private SafeText() {}

    /** Keeps line breaks (CR LF becomes LF) and tabs (as four spaces). */
    public static String block(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int at = 0; at < text.length(); at = next(text, at)) {
            int point = first(text, at);
            if (point == '\n') {
                safe.append('\n');
            } else if (point == '\t') {
                safe.append("    ");
            } else {
                append(safe, point);
            }
        }
        return safe.toString();
    }

    /**
     * One line: line breaks and tabs become spaces.
     *
     * @param limit columns at most, the ellipsis of a cut text included; what comes behind is not even read, so that a megabyte costs nothing
     */
    public static String line(String text, int limit) {
        StringBuilder safe = new StringBuilder();
        int columns = 0;
        int keep = 0;
        for (int at = 0; at < text.length(); at = next(text, at)) {
            int before = safe.length();
            appendToLine(safe, first(text, at));
            columns += TextWidth.of(safe.substring(before));
            if (columns > limit || safe.length() > UNITS_PER_COLUMN * limit) {
                return safe.substring(0, keep) + ELLIPSIS.substring(0, Math.max(0, Math.min(limit, ELLIPSIS.length())));
            }
            if (columns <= limit - ELLIPSIS.length()) {
                keep = safe.length();
            }
        }
        return safe.toString();
    }

    /** The code point at a position; CR LF is read as LF. */
    private static int first(String text, int at) {
        return text.startsWith("\r\n", at) ? '\n' : text.codePointAt(at);
    }

    private static int next(String text, int at) {
        return at + (text.startsWith("\r\n", at) ? 2 : Character.charCount(text.codePointAt(at)));
    }

    private static void appendToLine(StringBuilder safe, int point) {
        if (point == '\n' || point == '\r' || point == '\t') {
            safe.append(' ');
        } else {
            append(safe, point);
        }
    }

    private static void append(StringBuilder safe, int point) {
        if (UnsafeCharacter.isUnsafe(point)) {
            safe.append(UnsafeCharacter.escape(point));
        } else {
            safe.appendCodePoint(point);
        }
    }
}
