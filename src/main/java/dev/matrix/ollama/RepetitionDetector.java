package dev.matrix.ollama;

import java.util.HashMap;
import java.util.Map;

/**
 * Notices that a growing text goes round in circles: more than half of the 6-grams of words in its last 200 words repeat an earlier one of them. Words are
 * what white space separates; nothing is judged before 200 words. A healthy poem, list or derivation stays under .2, a loop of any period up to half the
 * window is over .5. Each word costs a constant amount of work. Not thread-safe.
 */
final class RepetitionDetector {

    static final int WINDOW_WORDS = 200;
    static final int GRAM_WORDS = 6;
    static final double LIMIT = .5;

    private static final int WINDOW_GRAMS = WINDOW_WORDS - GRAM_WORDS + 1;
    /** FNV-1a, 64 bit: with some hundred words at a time a collision does not happen. */
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;

    private static final long FNV_PRIME = 0x100000001b3L;

    private final long[] lastWords = new long[GRAM_WORDS];
    private final long[] grams = new long[WINDOW_GRAMS];
    private final Map<Long, Integer> seen = new HashMap<>();
    private long words;
    private long gramCount;
    private long wordHash = FNV_OFFSET;
    private boolean insideWord;
    private boolean looping;

    /** Adds text; words may be split between calls. Returns whether the text loops; once it does, it stays so. */
    boolean add(CharSequence text) {
        for (int i = 0; i < text.length() && !looping; i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                endWord();
            } else {
                insideWord = true;
                wordHash = (wordHash ^ c) * FNV_PRIME;
            }
        }
        return looping;
    }

    /** Ends a word that no white space has ended, e.g. where thinking becomes the answer. */
    void endWord() {
        if (!insideWord) {
            return;
        }
        lastWords[(int) (words % GRAM_WORDS)] = wordHash;
        words++;
        wordHash = FNV_OFFSET;
        insideWord = false;
        if (words >= GRAM_WORDS) {
            addGram(gram());
        }
        looping = words >= WINDOW_WORDS && repeatedShare() > LIMIT;
    }

    /** The share of 6-grams in the window that repeat an earlier one, in [0, 1). */
    double repeatedShare() {
        long inWindow = Math.min(gramCount, WINDOW_GRAMS);
        return inWindow == 0 ? 0 : 1 - (double) seen.size() / inWindow;
    }

    private long gram() {
        long hash = FNV_OFFSET;
        for (int i = 0; i < GRAM_WORDS; i++) {
            // words points behind the newest word, which is the place of the oldest one.
            long word = lastWords[(int) ((words + i) % GRAM_WORDS)];
            hash = Long.rotateLeft(hash * FNV_PRIME, 23) ^ word;
        }
        return hash;
    }

    private void addGram(long gram) {
        int place = (int) (gramCount % WINDOW_GRAMS);
        if (gramCount >= WINDOW_GRAMS) {
            seen.computeIfPresent(grams[place], (key, count) -> count == 1 ? null : count - 1);
        }
        grams[place] = gram;
        seen.merge(gram, 1, Integer::sum);
        gramCount++;
    }
}
