package dev.matrix.console;

/**
 * Makes text from models, servers and files harmless for a terminal: control characters, escape codes and direction overrides are shown, not obeyed.
 */
public final class SafeText {

    private static final String ELLIPSIS = "...";

    private SafeText() {}

    /** Keeps line breaks and tabs (as four spaces), shows every other control character as {@code \\u001b}. */
    public static String block(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (point == '\n') {
                safe.append('\n');
            } else if (point == '\t') {
                safe.append("    ");
            } else {
                append(safe, point);
            }
        });
        return safe.toString();
    }

    /** One line of at most {@code limit} characters: line breaks become spaces. */
    public static String line(String text, int limit) {
        // Cut before cleaning: a reply may be a megabyte.
        String head = text.length() > 2 * limit + 16 ? text.substring(0, 2 * limit + 16) : text;
        StringBuilder safe = new StringBuilder();
        head.codePoints().forEach(point -> {
            if (point == '\n' || point == '\r' || point == '\t') {
                safe.append(' ');
            } else {
                append(safe, point);
            }
        });
        return safe.length() <= limit && head.length() == text.length() ? safe.toString() : cut(safe, limit);
    }

    private static String cut(StringBuilder safe, int limit) {
        int keep = Math.max(0, Math.min(safe.length(), limit - ELLIPSIS.length()));
        if (keep > 0 && Character.isHighSurrogate(safe.charAt(keep - 1))) {
            keep--;
        }
        return safe.substring(0, keep) + ELLIPSIS;
    }

    private static void append(StringBuilder safe, int point) {
        if (dangerous(point)) {
            safe.append(String.format("\\u%04x", point));
        } else {
            safe.appendCodePoint(point);
        }
    }

    private static boolean dangerous(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || (type == Character.FORMAT && isDirectional(point))
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** Embeddings, overrides and isolates can make a line read otherwise than it is; joiners and soft hyphens are harmless. */
    private static boolean isDirectional(int point) {
        return (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0x200E
                || point == 0x200F;
    }
}
