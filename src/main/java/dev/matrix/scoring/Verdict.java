package dev.matrix.scoring;

/**
 * Reads to the right of an option's letter: {@code B is correct}, {@code A. London is not the answer}, {@code B) Paris (correct)}. Bounded like
 * {@link LeftContext}.
 */
final class Verdict {

    private static final int OPTION_TEXT = 30;
    private static final int FILLERS = 7;

    private final ReplyTokens reply;

    Verdict(ReplyTokens reply) {
        this.reply = reply;
    }

    /** STATED, DENIED or NONE. */
    Stance after(int letter) {
        if (isConditional(letter)) {
            return Stance.NONE;
        }
        int next = reply.afterLetter(letter);
        if (reply.isWord(next, AnswerWords.VERDICT_VERBS) || isNegatedVerb(next)) {
            return judgement(next);
        }
        if (next > letter + 1) {
            return afterOptionText(next);
        }
        return joined(next);
    }

    /** {@code if B is correct} says nothing of B. */
    private boolean isConditional(int letter) {
        int at = letter - 1;
        while (reply.at(at).isAnyOf("(\"'") || reply.isWord(at, AnswerWords.NAMING)) {
            at--;
        }
        return reply.isWord(at, AnswerWords.CONDITIONS);
    }

    private boolean isNegatedVerb(int index) {
        return reply.at(index).lower().endsWith("n't") || reply.isWord(index, "cannot");
    }

    /** {@code B. Paris is the answer}: the verdict comes after the option's text, in the same sentence. */
    private Stance afterOptionText(int from) {
        for (int at = from; at < from + OPTION_TEXT; at++) {
            Token token = reply.at(at);
            if (token.isBorder() || token.isAnyOf("!?;") || reply.letter(at) >= 0) {
                return Stance.NONE;
            }
            if (token.isAnyOf(".") && reply.at(at + 1).spaced()) {
                return Stance.NONE;
            }
            Stance stance = endsLine(at) ? verdictWord(at) : Stance.NONE;
            if (stance == Stance.NONE && (reply.isWord(at, AnswerWords.VERDICT_VERBS) || isNegatedVerb(at))) {
                stance = judgement(at);
            }
            if (stance != Stance.NONE) {
                return stance;
            }
        }
        return Stance.NONE;
    }

    /** {@code A and B are wrong} denies A too; {@code A and B are correct} states neither. */
    private Stance joined(int next) {
        boolean and = reply.isWord(next, "and")
                || reply.isWord(next, "or")
                || reply.at(next).isAnyOf(",");
        int second = reply.isWord(next + 1, AnswerWords.NAMING) ? next + 2 : next + 1;
        if (!and || reply.letter(second) < 0) {
            return Stance.NONE;
        }
        int after = reply.afterLetter(second);
        boolean denied = reply.isWord(after, AnswerWords.VERDICT_VERBS) && judgement(after) == Stance.DENIED;
        return denied && !reply.isWord(after, "is") ? Stance.DENIED : Stance.NONE;
    }

    /** What follows a verb. */
    private Stance judgement(int verb) {
        if (isNegatedVerb(verb)) {
            return Stance.DENIED;
        }
        boolean praised = false;
        int at = verb + 1;
        while (reply.isWord(at, AnswerWords.VERDICT_FILLERS) && at <= verb + FILLERS) {
            praised |= reply.isWord(at, AnswerWords.PRAISE);
            at++;
        }
        Stance stance = verdictWord(at);
        boolean best = praised
                && (reply.isWord(at, AnswerWords.RIGHT_IF_PRAISED)
                        || !reply.at(at).isWord());
        return stance == Stance.NONE && best ? Stance.STATED : stance;
    }

    private Stance verdictWord(int at) {
        if (AnswerWords.negates(reply.at(at)) || reply.isWord(at, AnswerWords.WRONG)) {
            return Stance.DENIED;
        }
        return reply.isWord(at, AnswerWords.RIGHT) ? Stance.STATED : Stance.NONE;
    }

    /** {@code (correct)}, {@code - incorrect}: a verdict without a verb ends its line and stands after a mark. */
    private boolean endsLine(int index) {
        int next = index + 1;
        while (reply.at(next).isAnyOf(").!]") && next < index + 4) {
            next++;
        }
        return reply.at(next).isBorder() && reply.at(index - 1).isAnyOf("([-\u2013\u2014:,");
    }
}
