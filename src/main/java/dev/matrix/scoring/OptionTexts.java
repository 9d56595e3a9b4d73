package dev.matrix.scoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the texts of an item's options in a reply, token by token, in any case. A text that two options share finds neither. */
final class OptionTexts {

    /** Longer option texts are compared by their first tokens. */
    static final int COMPARED = 60;

    private final List<List<Token>> options = new ArrayList<>();
    private final Map<String, List<Integer>> byFirstWord = new HashMap<>();

    OptionTexts(List<String> texts) {
        for (String text : texts) {
            List<Token> tokens = compared(Lexer.tokens(CharacterFolding.fold(text)));
            if (!tokens.isEmpty()) {
                byFirstWord
                        .computeIfAbsent(tokens.get(0).lower(), first -> new ArrayList<>())
                        .add(options.size());
            }
            options.add(tokens);
        }
    }

    /** An option's text at a place of a reply: which, and how many tokens. */
    record Found(int option, int length) {}

    /** The longest option text that starts at a token; null when there is none or two options share it. */
    @Nullable
    Found at(ReplyTokens reply, int index) {
        List<Integer> candidates = byFirstWord.getOrDefault(reply.at(index).lower(), List.of());
        Found best = null;
        boolean shared = false;
        for (int option : candidates) {
            int length = matchedLength(reply, index, options.get(option));
            if (length > 0 && (best == null || length >= best.length())) {
                shared = best != null && length == best.length();
                best = new Found(option, length);
            }
        }
        return shared ? null : best;
    }

    /** False for texts such as {@code No} or {@code 4}, which stand in many replies by chance. */
    boolean isDistinctive(int option) {
        return options.get(option).stream()
                        .filter(Token::isWord)
                        .mapToInt(OptionTexts::letters)
                        .sum()
                >= 3;
    }

    /** The number of reply tokens that the option takes from an index on, line breaks included; 0 when it is not there. */
    private static int matchedLength(ReplyTokens reply, int index, List<Token> option) {
        int at = index;
        for (Token wanted : option) {
            if (at > index && reply.at(at).kind() == Token.Kind.LINE_BREAK) {
                at++;
            }
            if (!reply.at(at).lower().equals(wanted.lower())) {
                return 0;
            }
            at++;
        }
        return cutsNumber(reply, index, at) ? 0 : at - index;
    }

    /** True when the match is only a part of a longer number: {@code 4} in {@code -4} or in {@code 4.5}. */
    private static boolean cutsNumber(ReplyTokens reply, int from, int to) {
        boolean before = startsWithDigit(reply.at(from))
                && !reply.at(from).spaced()
                && reply.at(from - 1).isAnyOf("-.,/");
        boolean after = startsWithDigit(reply.at(to - 1))
                && reply.at(to).isAnyOf(".,/")
                && !reply.at(to).spaced()
                && !reply.at(to + 1).spaced()
                && startsWithDigit(reply.at(to + 1));
        return before || after;
    }

    private static boolean startsWithDigit(Token token) {
        return !token.text().isEmpty() && Character.isDigit(token.text().charAt(0));
    }

    boolean isNumber(int option) {
        return options.get(option).stream().anyMatch(OptionTexts::startsWithDigit);
    }

    private static int letters(Token token) {
        return (int) token.text().codePoints().filter(Character::isLetter).count();
    }

    private static List<Token> compared(List<Token> tokens) {
        int end = tokens.size();
        while (end > 0
                && (tokens.get(end - 1).isAnyOf(".") || tokens.get(end - 1).isBorder())) {
            end--;
        }
        return tokens.subList(0, Math.min(end, COMPARED)).stream()
                .filter(token -> !token.isBorder())
                .toList();
    }
}
