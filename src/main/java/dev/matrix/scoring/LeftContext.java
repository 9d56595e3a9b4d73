package dev.matrix.scoring;

import java.util.Set;

/**
 * Reads to the left of an option to find what is said of it: {@code the answer is B}, {@code not B}, {@code so B}, {@code option B}. It looks at a bounded
 * number of tokens, so that a whole reply stays linear.
 */
final class LeftContext {

    private static final int NEAR = 12;
    /** How many letters a negation reaches over "and", "or" and "but". */
    private static final int JOINTS = 4;

    private static final int SUBJECT_WORDS = 14;
    private static final int SUBJECT_WORDS_BEFORE_COLON = 6;
    private static final int SUBJECT_WORDS_BEFORE_DASH = 2;
    private static final String OPENERS = "([\"'<|";

    private final ReplyTokens reply;

    LeftContext(ReplyTokens reply) {
        this.reply = reply;
    }

    /** The stance of the words left of a token. */
    Stance before(int index) {
        return before(index, 0);
    }

    private Stance before(int index, int joints) {
        boolean named = false;
        boolean newLine = false;
        for (int at = index - 1; at >= index - NEAR; at--) {
            Token token = reply.at(at);
            if (token.kind() == Token.Kind.LINE_BREAK) {
                newLine = true;
            } else if (token.isAnyOf(":")) {
                return subject(at - 1, SUBJECT_WORDS_BEFORE_COLON, named);
            } else if (newLine) {
                return Stance.NONE;
            } else if (reply.isWord(at, AnswerWords.NAMING)) {
                named = true;
            } else if (!token.isAnyOf(OPENERS) && !isFiller(at, named)) {
                return decide(at, named, joints);
            }
        }
        return fallback(named);
    }

    /** The bare noun right before a letter is a statement ({@code answer B}), unless the letter is named as an option in between. */
    private boolean isFiller(int at, boolean named) {
        boolean statement = !named && (reply.isWord(at, "answer") || reply.isWord(at, "boxed"));
        return reply.isWord(at, AnswerWords.FILLERS) && !statement;
    }

    private Stance decide(int at, boolean named, int joints) {
        Token token = reply.at(at);
        if (AnswerWords.negates(token) || isDenyingPhrase(at)) {
            return Stance.DENIED;
        }
        if (token.isAnyOf("=>\u2192-\u2013\u2014")) {
            return subject(at - 1, SUBJECT_WORDS_BEFORE_DASH, named);
        }
        if (reply.isWord(at, AnswerWords.LINKS)) {
            return linked(at, named);
        }
        if (reply.isWord(at, "boxed")) {
            return Stance.STATED;
        }
        if (reply.isWord(at, "answer")) {
            return modified(at);
        }
        return decideLoosely(at, named, joints);
    }

    private Stance decideLoosely(int at, boolean named, int joints) {
        boolean with = reply.isWord(at, Set.of("with", "for")) && reply.isWord(at - 1, AnswerWords.CHOOSING_WITH);
        if (with || reply.isWord(at, AnswerWords.CHOOSING)) {
            return held(with ? at - 1 : at, Stance.STATED);
        }
        if (reply.isWord(at, AnswerWords.OPINIONS)) {
            return held(at, Stance.CONCLUDED);
        }
        int conclusion = reply.at(at).isAnyOf(",") ? at - 1 : at;
        if (reply.isWord(conclusion, AnswerWords.CONCLUSIONS)) {
            return Stance.CONCLUDED;
        }
        if (reply.isWord(at, Set.of("but", "rather")) && deniesBefore(at, joints)) {
            return Stance.STATED;
        }
        if (reply.isWord(at, Set.of("and", "or")) && deniesBefore(at, joints)) {
            return Stance.DENIED;
        }
        return fallback(named);
    }

    /** {@code instead of B}, {@code rule out B}. */
    private boolean isDenyingPhrase(int at) {
        return (reply.isWord(at, "of") && reply.isWord(at - 1, "instead"))
                || (reply.isWord(at, "out") && reply.isWord(at - 1, Set.of("rule", "ruled", "ruling")));
    }

    /** A verb's stance, turned by a negation before it: {@code I would not choose B}. */
    private Stance held(int verb, Stance stance) {
        for (int at = verb - 1; at >= verb - 3; at--) {
            if (AnswerWords.negates(reply.at(at))) {
                return Stance.DENIED;
            }
        }
        return stance;
    }

    /** {@code not A but B}, {@code neither A or B}: is the letter just before denied itself? */
    private boolean deniesBefore(int at, int joints) {
        for (int left = at - 1; left >= at - 4 && joints < JOINTS; left--) {
            if (reply.letter(left) >= 0) {
                return before(left, joints + 1) == Stance.DENIED;
            }
        }
        return false;
    }

    /** What is left of {@code is}: a negation, a pronoun, or a subject. */
    private Stance linked(int link, boolean named) {
        int at = link - 1;
        while (reply.isWord(at, AnswerWords.AUXILIARIES) && at > link - 5) {
            at--;
        }
        if (AnswerWords.negates(reply.at(at))) {
            return Stance.DENIED;
        }
        boolean pronoun = reply.isWord(link, AnswerWords.PRONOUNS) || reply.isWord(at, AnswerWords.PRONOUNS);
        Stance subject = subject(at, SUBJECT_WORDS, named);
        return pronoun && subject != Stance.STATED ? pronounSubject(at, link) : subject;
    }

    /** {@code I think it's B}, {@code so it must be B}: what stands before the pronoun decides. */
    private Stance pronounSubject(int pronoun, int link) {
        int at = reply.isWord(link, AnswerWords.PRONOUNS) ? link - 1 : pronoun - 1;
        while ((reply.isWord(at, AnswerWords.PRONOUNS) || reply.at(at).isAnyOf(",")) && at > link - 6) {
            at--;
        }
        if (reply.isWord(at, AnswerWords.OPINIONS)) {
            return held(at, Stance.CONCLUDED);
        }
        return reply.isWord(at, AnswerWords.CONCLUSIONS) ? Stance.CONCLUDED : Stance.NAMED;
    }

    /** Looks for {@code answer} and its like in the same sentence. */
    private Stance subject(int from, int limit, boolean named) {
        for (int at = from; at > from - limit; at--) {
            Token token = reply.at(at);
            if (token.isBorder() || token.isAnyOf(".!?;") || reply.isWord(at, AnswerWords.LISTS)) {
                return fallback(named);
            }
            if (reply.isWord(at, AnswerWords.SUBJECTS)) {
                return modified(at);
            }
            if (reply.letter(at) >= 0) {
                return fallback(named);
            }
        }
        return fallback(named);
    }

    /** {@code the wrong answer is B} states that B is not the answer. */
    private Stance modified(int subject) {
        for (int at = subject - 1; at >= subject - 3 && reply.at(at).isWord(); at--) {
            if (reply.isWord(at, AnswerWords.WRONG_SUBJECT) || AnswerWords.negates(reply.at(at))) {
                return Stance.DENIED;
            }
        }
        return Stance.STATED;
    }

    private static Stance fallback(boolean named) {
        return named ? Stance.NAMED : Stance.NONE;
    }
}
