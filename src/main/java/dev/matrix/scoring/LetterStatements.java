package dev.matrix.scoring;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Goes through a reply once and keeps the last statement of an answer and the letters that are only named. Not thread-safe; read after {@link #of}. */
final class LetterStatements {

    /** The statement names several letters: no answer. */
    static final int SEVERAL = -1;

    /** So many letters in one breath repeat the task ("A, B, C or D") and state nothing. */
    private static final int REPEATS_TASK = 3;

    private final ReplyTokens reply;
    private final LetterLines lines;
    private final LeftContext left;
    private final Verdict verdict;
    private final Set<Integer> named = new TreeSet<>();
    private @Nullable Integer last;

    private LetterStatements(ReplyTokens reply, LetterLines lines) {
        this.reply = reply;
        this.lines = lines;
        this.left = new LeftContext(reply);
        this.verdict = new Verdict(reply);
    }

    static LetterStatements of(ReplyTokens reply, LetterLines lines) {
        LetterStatements statements = new LetterStatements(reply, lines);
        for (int at = 0; at < reply.size(); at++) {
            statements.visit(at);
        }
        return statements;
    }

    /** The option of the last statement, {@link #SEVERAL}, or null when nothing is stated. */
    @Nullable
    Integer last() {
        return last;
    }

    /** Options that are named by letter without a statement and not turned down. */
    Set<Integer> named() {
        return named;
    }

    private void visit(int at) {
        int letter = reply.letter(at);
        if (letter >= 0) {
            visitLetter(at, letter);
        } else if (reply.lowerLetter(at) >= 0) {
            visitLowerLetter(at);
        } else {
            visitOther(at);
        }
    }

    private void visitLetter(int at, int letter) {
        Stance stance = stance(at);
        if (stance == Stance.STATED || (stance == Stance.CONCLUDED && isClosed(at))) {
            state(at, letter);
        } else if (stance != Stance.DENIED && isAlone(at)) {
            last = letter;
        } else if (stance == Stance.NAMED || (stance == Stance.NONE && hasBracket(at))) {
            if (!lines.isListed(at)) {
                named.add(letter);
            }
        }
    }

    private Stance stance(int at) {
        Stance before = left.before(at);
        Stance after = verdict.after(at);
        if (before == Stance.DENIED || after == Stance.NONE) {
            boolean statement = before == Stance.STATED || before == Stance.CONCLUDED;
            return statement && lines.isListed(at) ? Stance.NONE : before;
        }
        return after;
    }

    /** A line that is only this letter, and no line that is only another. */
    private boolean isAlone(int at) {
        return lines.onlyLetters().size() == 1 && LetterLines.isOnly(reply, at);
    }

    private boolean hasBracket(int at) {
        return reply.isBracketed(at)
                || (reply.at(at + 1).isAnyOf(")") && reply.at(at).spaced());
    }

    /** A conclusion ends with its letter: "so A is heavier" concludes something else. */
    private boolean isClosed(int at) {
        int next = reply.afterLetter(at);
        return next > at + 1 || !reply.at(next).isWord() || reply.isWord(next, AnswerWords.REASONS);
    }

    private void state(int at, int letter) {
        int others = otherLetters(at, letter);
        if (others == 0) {
            last = letter;
        } else if (others + 1 < REPEATS_TASK) {
            last = SEVERAL;
        }
    }

    /** How many further letters the statement joins: "B or C", "A, B and C". */
    private int otherLetters(int at, int letter) {
        int others = 0;
        int next = afterJoint(reply.afterLetter(at));
        while (next >= 0 && others < REPEATS_TASK && isJoined(next)) {
            others += reply.letter(next) == letter ? 0 : 1;
            next = afterJoint(reply.afterLetter(next));
        }
        return others;
    }

    /** The index of what comes after "or", "and", a comma or a slash; -1 when there is none of them. */
    private int afterJoint(int index) {
        int next = index;
        while (next < index + 3 && (reply.at(next).isAnyOf(",/&") || reply.isWord(next, AnswerWords.ALTERNATIVES))) {
            next++;
        }
        if (next == index) {
            return -1;
        }
        while (next < index + 6
                && (reply.isWord(next, AnswerWords.NAMING) || reply.at(next).isAnyOf("([\"'"))) {
            next++;
        }
        return next;
    }

    /** A letter with its own verb ("B, A is wrong") is not part of the statement. */
    private boolean isJoined(int at) {
        return reply.letter(at) >= 0 && !reply.isWord(reply.afterLetter(at), AnswerWords.VERDICT_VERBS);
    }

    /** "answer is c" counts; "the answer is a" may be cut before its noun, so that an article needs a mark after it or a colon before it. */
    private void visitLowerLetter(int at) {
        Token next = reply.at(at + 1);
        boolean ended = next.isAnyOf(".)]\"'!,;:");
        boolean article = reply.isWord(at, Set.of("a", "i"));
        boolean open = next.isBorder() || reply.isWord(at + 1, AnswerWords.REASONS);
        boolean letter = ended || (open && (!article || reply.at(at - 1).isAnyOf(":")));
        if (letter && left.before(at) == Stance.STATED) {
            last = reply.lowerLetter(at);
        }
    }

    /** "The answer is Paris." */
    private void visitOther(int at) {
        OptionTexts.Found found = reply.optionText(at);
        if (found != null && left.before(at) == Stance.STATED) {
            last = found.option();
        }
    }
}
