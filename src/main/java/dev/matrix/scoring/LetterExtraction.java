package dev.matrix.scoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the letter of an option from a reply.
 *
 * <p><b>Strict</b>: the first line is the letter and nothing else but trivial marks ({@code B}, {@code B.}, {@code (B)}, {@code **B**}), and no other line
 * is another letter.
 *
 * <p><b>Lenient</b>, the first rule that yields a letter decides:
 * <ol>
 *   <li>statements: {@code the answer is B}, {@code \boxed{B}}, {@code B is correct}, {@code so B}, a line that is only the letter, {@code the answer is
 *       Paris}; the last one wins, one that names two letters yields nothing, one that lists the options is none;
 *   <li>the first or last line begins with a label ({@code B. Paris}) and no other label stands outside a repeated list of options;
 *   <li>only one letter is named at all ({@code option B}, {@code (B)});
 *   <li>no letter is named, exactly one option's text is quoted, and the reply is no refusal.
 * </ol>
 * What is negated ({@code not A}, {@code A is wrong}) counts in no rule. Lower case counts in brackets and in statements only. When a model runs on into
 * an invented next question, what it said before is read first. Takes linear time and never throws.
 */
final class LetterExtraction {

    private final OptionTexts texts;
    private final int options;

    LetterExtraction(List<String> options) {
        this.texts = new OptionTexts(options);
        this.options = options.size();
    }

    /** The option's position, or null. */
    @Nullable
    Integer strict(ReplyText reply) {
        ReplyTokens tokens = tokens(reply.text());
        int first = LetterLines.only(tokens, 0);
        return first >= 0 && new LetterLines(tokens).onlyLetters().size() == 1 ? tokens.letter(first) : null;
    }

    /** The option's position, or null. */
    @Nullable
    Integer lenient(ReplyText reply) {
        String firstTurn = reply.firstTurn();
        Integer read = read(firstTurn);
        return read == null && firstTurn.length() < reply.text().length() ? read(reply.text()) : read;
    }

    private @Nullable Integer read(String text) {
        ReplyTokens tokens = tokens(text);
        LetterLines lines = new LetterLines(tokens);
        LetterStatements statements = LetterStatements.of(tokens, lines);
        if (statements.last() != null) {
            return statements.last() == LetterStatements.SEVERAL ? null : statements.last();
        }
        if (lines.label() != null) {
            return lines.label();
        }
        if (statements.named().size() == 1) {
            return statements.named().iterator().next();
        }
        boolean noLetters = statements.named().isEmpty() && !lines.hasLabels();
        return noLetters && !Refusal.in(text) ? quoted(tokens) : null;
    }

    /** The only option whose text the reply quotes; short texts must be the whole reply or its end. */
    private @Nullable Integer quoted(ReplyTokens tokens) {
        Integer only = null;
        for (int at = 0; at < tokens.size(); at++) {
            OptionTexts.Found found = texts.at(tokens, at);
            if (found == null) {
                continue;
            }
            if (counts(tokens, at, found)) {
                if (only != null && only != found.option()) {
                    return null;
                }
                only = found.option();
            }
            at += found.length() - 1;
        }
        return only;
    }

    private boolean counts(ReplyTokens tokens, int at, OptionTexts.Found found) {
        if (new LeftContext(tokens).before(at) == Stance.DENIED) {
            return false;
        }
        int end = at + found.length();
        while (tokens.at(end).isAnyOf(".!\"')") || tokens.at(end).kind() == Token.Kind.LINE_BREAK) {
            end++;
        }
        boolean last = end >= tokens.size();
        return texts.isDistinctive(found.option()) || (last && (at == 0 || texts.isNumber(found.option())));
    }

    private ReplyTokens tokens(String text) {
        return new ReplyTokens(text, texts, options);
    }
}
