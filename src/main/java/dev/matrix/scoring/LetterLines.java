package dev.matrix.scoring;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What lines say by their shape alone: lines that are only a letter, lines that begin with a label ({@code B. Paris}), and labels that follow one another
 * in alphabetical order, which is a repeated list of options and no answer. Immutable.
 */
final class LetterLines {

    /** So many labels in order are a list even if a statement seems to point at the first of them. */
    private static final int LONG_LIST = 3;

    private final ReplyTokens reply;
    private final Set<Integer> onlyLetters = new TreeSet<>();
    private final List<Integer> labels = new ArrayList<>();
    private final BitSet listed = new BitSet();
    private final BitSet longListed = new BitSet();

    LetterLines(ReplyTokens reply) {
        this.reply = reply;
        Verdict verdict = new Verdict(reply);
        LeftContext left = new LeftContext(reply);
        for (int at = 0; at < reply.size(); at++) {
            if (reply.letter(at) < 0) {
                continue;
            }
            if (isOnly(reply, at)) {
                onlyLetters.add(reply.letter(at));
            }
            if (isLabel(at) && verdict.after(at) != Stance.DENIED && left.before(at) != Stance.DENIED) {
                labels.add(at);
            }
        }
        markLists();
    }

    /** The letters that stand alone on a line. */
    Set<Integer> onlyLetters() {
        return onlyLetters;
    }

    /** True when the label is one of a long list of options. */
    boolean isListed(int index) {
        return longListed.get(index);
    }

    boolean hasLabels() {
        return !labels.isEmpty();
    }

    /** The option whose label begins the first or the last line, when no label outside a list contradicts; else null. */
    @Nullable
    Integer label() {
        Integer only = null;
        boolean outside = false;
        for (int at : labels) {
            if (listed.get(at) || !startsLine(at)) {
                continue;
            }
            if (only != null && only != reply.letter(at)) {
                return null;
            }
            only = reply.letter(at);
            outside |= isFirstLine(at) || isLastLine(at);
        }
        return outside ? only : null;
    }

    /** The index of the letter that is all of the line that starts at a token; -1 when the line is more or something else. */
    static int only(ReplyTokens reply, int lineStart) {
        int at = lineStart;
        while (reply.at(at).isAnyOf("([\"'") && at < lineStart + 3) {
            at++;
        }
        return reply.letter(at) >= 0 && isOnly(reply, at) ? at : -1;
    }

    /** True when nothing but marks stands beside a letter on its line. */
    static boolean isOnly(ReplyTokens reply, int letter) {
        int left = letter - 1;
        while (reply.at(left).isAnyOf("([\"'") && left > letter - 4) {
            left--;
        }
        int right = letter + 1;
        while (reply.at(right).isAnyOf(")]\"'.:,;!") && right < letter + 5) {
            right++;
        }
        return reply.at(left).isBorder() && reply.at(right).isBorder();
    }

    /** A letter with a label's mark, or at the start of a line with its option's text or a reason after it. */
    private boolean isLabel(int at) {
        Token next = reply.at(at + 1);
        if (next.isAnyOf(").:]")) {
            boolean endsLine = next.isAnyOf(".") && reply.at(at + 2).isBorder() && !startsLine(at);
            return (reply.at(at).spaced() || reply.isBracketed(at)) && !endsLine;
        }
        if (!startsLine(at)) {
            return false;
        }
        OptionTexts.Found found = reply.optionText(at + 1);
        return next.isAnyOf("-\u2013\u2014=;")
                || (next.isAnyOf(",") && reply.letter(at + 2) < 0 && !reply.isWord(at + 2, AnswerWords.ALTERNATIVES))
                || reply.isWord(at + 1, AnswerWords.REASONS)
                || (found != null && found.option() == reply.letter(at));
    }

    private boolean startsLine(int at) {
        return reply.at(at).lineFirst()
                || (reply.at(at - 1).lineFirst() && reply.at(at - 1).isAnyOf("([\"'"));
    }

    private boolean isFirstLine(int at) {
        return reply.at(reply.isBracketed(at) ? at - 2 : at - 1).kind() == Token.Kind.NOTHING;
    }

    /** A label in the last line must have its option's text and nothing more: a reply that was cut ends within a list. */
    private boolean isLastLine(int at) {
        int text = reply.afterLetter(at);
        OptionTexts.Found found = reply.optionText(text);
        int end = found == null ? text : text + found.length();
        while (reply.at(end).isAnyOf(".!\"')") && end < text + OptionTexts.COMPARED + 4) {
            end++;
        }
        return found != null && end >= reply.size() - 1 && reply.at(end).isBorder();
    }

    private void markLists() {
        int start = 0;
        for (int i = 1; i <= labels.size(); i++) {
            if (i < labels.size() && letter(i) == letter(i - 1) + 1) {
                continue;
            }
            mark(start, i);
            start = i;
        }
    }

    private void mark(int from, int to) {
        for (int i = from; i < to && to - from >= 2; i++) {
            listed.set(labels.get(i));
            longListed.set(labels.get(i), to - from >= LONG_LIST);
        }
    }

    private int letter(int label) {
        return reply.letter(labels.get(label));
    }
}
