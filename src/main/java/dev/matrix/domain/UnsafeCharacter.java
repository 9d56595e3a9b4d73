package dev.matrix.domain;

/** Characters that a terminal or a parser obeys, or that make a text read otherwise than it is: everything that shows text from models shows these as escapes. */
public final class UnsafeCharacter {

    private UnsafeCharacter() {}

    /** Control characters, direction marks and overrides, halves of a surrogate pair, line and paragraph separators. */
    public static boolean isUnsafe(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || (type == Character.FORMAT && isDirectional(point))
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** {@code \\u001b} for an unsafe character: all of them lie in the first plane, so four digits do. */
    public static String escape(int point) {
        String digits = Integer.toHexString(point);
        return "\\u" + "0".repeat(4 - digits.length()) + digits;
    }

    /** Marks, embeddings, overrides and isolates can make a line read otherwise than it is; joiners and soft hyphens are harmless. */
    private static boolean isDirectional(int point) {
        return (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0x200E
                || point == 0x200F
                || point == 0x061C;
    }
}
