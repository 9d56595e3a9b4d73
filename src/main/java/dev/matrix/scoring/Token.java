package dev.matrix.scoring;

/**
 * A piece of a reply.
 *
 * @param kind word, one character of punctuation, or a line break
 * @param text as it stands
 * @param lower the text in lower case
 * @param spaced true when white space or a line break stands before it
 * @param lineFirst true when nothing but list marks and emphasis stands before it on its line
 */
record Token(Kind kind, String text, String lower, boolean spaced, boolean lineFirst) {

    /** What stands before the first and after the last token. */
    static final Token NOTHING = new Token(Kind.NOTHING, "", "", true, false);

    enum Kind {
        WORD,
        PUNCTUATION,
        LINE_BREAK,
        NOTHING
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    /** True at a line break, and before the start and after the end of the text. */
    boolean isBorder() {
        return kind == Kind.LINE_BREAK || kind == Kind.NOTHING;
    }

    /** True when it is one of these characters of punctuation. */
    boolean isAnyOf(String characters) {
        return kind == Kind.PUNCTUATION && characters.contains(text);
    }
}
