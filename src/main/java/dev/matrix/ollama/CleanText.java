package dev.matrix.ollama;

import java.util.regex.Pattern;

/** Makes text of a server fit for one line on a terminal and in a log. */
final class CleanText {

    /** As long as a failure's message may be. */
    static final int MESSAGE_LIMIT = 500;

    /** Control and format characters (escape sequences, bidirectional overrides), line separators and white space. */
    private static final Pattern NOISE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private CleanText() {}

    /** One line of at most 500 characters. */
    static String line(String text) {
        String clean = NOISE.matcher(text).replaceAll(" ").strip();
        return clean.length() <= MESSAGE_LIMIT ? clean : cut(clean);
    }

    /** A line without the dot at its end, to stand inside a sentence. */
    static String clause(String text) {
        String clean = line(text);
        return clean.endsWith(".") ? clean.substring(0, clean.length() - 1) : clean;
    }

    private static String cut(String clean) {
        int end = MESSAGE_LIMIT - 1;
        if (Character.isHighSurrogate(clean.charAt(end - 1))) {
            end--;
        }
        return clean.substring(0, end) + "…";
    }
}
