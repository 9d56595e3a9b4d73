package dev.matrix.report;

import dev.matrix.domain.UnsafeCharacter;

/** Text from models and files with everything in it that could act shown as an escape: ANSI codes, direction overrides, separators that end a line of script. */
final class InertText {

    private InertText() {}

    /** Keeps line breaks (CR LF becomes LF) and tabs. */
    static String block(String text) {
        StringBuilder inert = new StringBuilder(text.length() + 16);
        text.replace("\r\n", "\n").codePoints().forEach(point -> append(inert, point));
        return inert.toString();
    }

    /** One line: line breaks and tabs become spaces. */
    static String line(String text) {
        return block(text).replace('\n', ' ').replace('\t', ' ');
    }

    /**
     * The beginning of a text.
     *
     * @param limit characters at most; a cut text ends in an ellipsis beside them
     */
    static String cut(String text, int limit) {
        if (text.codePointCount(0, text.length()) <= limit) {
            return block(text);
        }
        return block(text.substring(0, text.offsetByCodePoints(0, limit))) + " \u2026";
    }

    private static void append(StringBuilder inert, int point) {
        if (point != '\n' && point != '\t' && UnsafeCharacter.isUnsafe(point)) {
            inert.append(UnsafeCharacter.escape(point));
        } else {
            inert.appendCodePoint(point);
        }
    }
}
