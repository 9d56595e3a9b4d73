package dev.matrix.scoring;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reply's tokens with the question that everything else asks: does this token stand for the letter of an option? Immutable. */
final class ReplyTokens {

    private final List<Token> tokens;
    private final OptionTexts texts;
    private final int options;

    ReplyTokens(String text, OptionTexts texts, int options) {
        this.tokens = Lexer.tokens(text);
        this.texts = texts;
        this.options = options;
    }

    int size() {
        return tokens.size();
    }

    /** The token at any index; {@link Token#NOTHING} outside. */
    Token at(int index) {
        return index < 0 || index >= tokens.size() ? Token.NOTHING : tokens.get(index);
    }

    boolean isWord(int index, Set<String> words) {
        return at(index).isWord() && words.contains(at(index).lower());
    }

    boolean isWord(int index, String word) {
        return at(index).isWord() && at(index).lower().equals(word);
    }

    /** The option text at an index, or null. */
    OptionTexts.@Nullable Found optionText(int index) {
        return texts.at(this, index);
    }

    /** The option that a token names as a letter, -1 when it does not: a capital, or in brackets any letter; no article, initial or part of a word. */
    int letter(int index) {
        int option = anyLetter(index);
        if (option < 0 || isBracketed(index)) {
            return option;
        }
        boolean capital = Character.isUpperCase(at(index).text().charAt(0));
        return capital && !isGlued(index) && !isArticleOrPronoun(index, option) ? option : -1;
    }

    /** The option of a lower-case letter without brackets; -1 when it is none. Only a statement around it can make it an answer. */
    int lowerLetter(int index) {
        int option = anyLetter(index);
        return option >= 0 && Character.isLowerCase(at(index).text().charAt(0)) && !isBracketed(index) ? option : -1;
    }

    boolean isBracketed(int index) {
        if (!at(index - 1).isAnyOf("([") || !at(index + 1).isAnyOf(")]")) {
            return false;
        }
        Token outside = at(index - 2);
        boolean attached = outside.isWord() && !at(index - 1).spaced();
        // apple(s) is a plural and P(A) a probability
        return !attached
                || (Character.isUpperCase(at(index).text().charAt(0))
                        && outside.text().length() > 1);
    }

    /** The index of the first token after a letter and the brackets, quotes and marks that belong to it. */
    int afterLetter(int index) {
        int next = index + 1;
        while (at(next).isAnyOf(")]\"':.") && next < index + 4) {
            next++;
        }
        return next;
    }

    private int anyLetter(int index) {
        Token token = at(index);
        if (!token.isWord() || token.text().length() != 1) {
            return -1;
        }
        int option = token.lower().charAt(0) - 'a';
        return option >= 0 && option < options ? option : -1;
    }

    /** C++, A-level, U.S.A., vitamin-C: the letter is part of something else. */
    private boolean isGlued(int index) {
        return isGluedRight(index) || isGluedLeft(index);
    }

    private boolean isGluedRight(int index) {
        Token next = at(index + 1);
        Token second = at(index + 2);
        if (next.spaced() || next.isBorder()) {
            return false;
        }
        boolean word = second.isWord() && !second.spaced();
        return next.isAnyOf("+#&@^")
                || (next.isAnyOf("-/") && word && letterAlone(index + 2) < 0)
                || (next.isAnyOf(".") && word && second.text().length() == 1);
    }

    /** A letter right of a slash stands by itself: A/B names two options. */
    private int letterAlone(int index) {
        return at(index - 1).isAnyOf("/") ? anyLetter(index) : -1;
    }

    private boolean isGluedLeft(int index) {
        Token mark = at(index - 1);
        Token before = at(index - 2);
        if (at(index).spaced() || mark.spaced() || !before.isWord()) {
            return false;
        }
        return (mark.isAnyOf("-") && !AnswerWords.SUBJECTS.contains(before.lower()))
                || (mark.isAnyOf(".") && before.text().length() == 1)
                || mark.isAnyOf("&");
    }

    private boolean isArticleOrPronoun(int index, int option) {
        String text = at(index).text();
        if ((!text.equals("A") && !text.equals("I")) || !at(index + 1).isWord()) {
            return false;
        }
        OptionTexts.Found found = optionText(index + 1);
        return !isWord(index + 1, AnswerWords.CONNECTORS) && (found == null || found.option() != option);
    }
}
