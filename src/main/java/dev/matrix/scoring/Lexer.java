package dev.matrix.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts folded text into tokens in one pass. Emphasis, list marks, heading marks and LaTeX wrapping are dropped, so that {@code **B**}, {@code - B} and
 * {@code \text{B}} are the word B; {@code \boxed} stays as the word {@code boxed}. Not thread-safe; one use.
 */
final class Lexer {

    private static final String EMPHASIS = "*_`~";
    private static final String LATEX_WRAPPING = "{}$";
    private static final String LIST_MARKS = "-+\u2022\u00B7\u25CF\u25AA";
    private static final Set<String> BOXES = Set.of("boxed", "fbox");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean spaced = true;
    private boolean lineFirst = true;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.at < text.length()) {
            lexer.step();
        }
        return lexer.tokens;
    }

    private void step() {
        int c = text.codePointAt(at);
        if (c == '\n') {
            lineBreak();
        } else if (Character.isWhitespace(c)) {
            at++;
            spaced = true;
        } else if (c == '\\') {
            command();
        } else if (isDecoration(c)) {
            at += Character.charCount(c);
        } else if (EMPHASIS.indexOf(c) >= 0 || LATEX_WRAPPING.indexOf(c) >= 0 || (lineFirst && isLineMark(c))) {
            at++;
        } else if (Character.isLetterOrDigit(c)) {
            word(c);
        } else {
            add(Token.Kind.PUNCTUATION, at + Character.charCount(c));
        }
    }

    private void lineBreak() {
        at++;
        if (!tokens.isEmpty() && tokens.get(tokens.size() - 1).kind() != Token.Kind.LINE_BREAK) {
            tokens.add(new Token(Token.Kind.LINE_BREAK, "\n", "\n", true, false));
        }
        spaced = true;
        lineFirst = true;
    }

    /** Emoji and their selectors say nothing. */
    private static boolean isDecoration(int c) {
        return Character.getType(c) == Character.OTHER_SYMBOL || (c >= 0xFE00 && c <= 0xFE0F);
    }

    /** A list mark is followed by a space: {@code -5} is a number. */
    private boolean isLineMark(int c) {
        boolean listMark =
                LIST_MARKS.indexOf(c) >= 0 && at + 1 < text.length() && Character.isWhitespace(text.charAt(at + 1));
        return listMark || c == '#' || c == '>';
    }

    /** A LaTeX command: a box is an answer's frame, every other one is only wrapping. */
    private void command() {
        int end = at + 1;
        while (end < text.length() && isAsciiLetter(text.charAt(end))) {
            end++;
        }
        if (BOXES.contains(text.substring(at + 1, end))) {
            at++;
            add(Token.Kind.WORD, end);
            return;
        }
        at = end == at + 1 ? Math.min(at + 2, text.length()) : end;
        spaced = true;
    }

    private void word(int first) {
        int end = at + Character.charCount(first);
        // Han characters are words of their own: between them and a letter there is no space.
        while (!Character.isIdeographic(first) && end < text.length() && continues(end)) {
            end += Character.charCount(text.codePointAt(end));
        }
        add(Token.Kind.WORD, end);
    }

    private boolean continues(int index) {
        int c = text.codePointAt(index);
        if (c == '\'') {
            return index + 1 < text.length() && Character.isLetter(text.charAt(index + 1));
        }
        return (Character.isLetterOrDigit(c) && !Character.isIdeographic(c))
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private void add(Token.Kind kind, int end) {
        String piece = text.substring(at, end);
        tokens.add(new Token(kind, piece, piece.toLowerCase(Locale.ROOT), spaced, lineFirst));
        at = end;
        spaced = false;
        lineFirst = false;
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
