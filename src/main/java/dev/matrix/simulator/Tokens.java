package dev.matrix.simulator;

import java.util.ArrayList;
import java.util.List;

/** A simple deterministic tokenizer: each word with the white space before it, cut into pieces of at most five characters. */
final class Tokens {

    private static final int LONGEST = 5;

    private Tokens() {}

    /** The tokens of a text; put together they are the text. */
    static List<String> of(String text) {
        List<String> tokens = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int end = end(text, start);
            tokens.add(text.substring(start, end));
            start = end;
        }
        return tokens;
    }

    /** How many tokens a text has. */
    static int count(String text) {
        int count = 0;
        for (int start = 0; start < text.length(); start = end(text, start)) {
            count++;
        }
        return count;
    }

    /** Where the token that starts at a place ends. */
    static int end(String text, int start) {
        int end = start;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        int wordEnd = end;
        while (wordEnd < text.length() && wordEnd - end < LONGEST && !Character.isWhitespace(text.charAt(wordEnd))) {
            wordEnd++;
        }
        boolean splitsPair = wordEnd < text.length()
                && wordEnd > start
                && Character.isHighSurrogate(text.charAt(wordEnd - 1))
                && Character.isLowSurrogate(text.charAt(wordEnd));
        return splitsPair ? wordEnd + 1 : wordEnd;
    }
}
