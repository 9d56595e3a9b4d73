package dev.matrix.simulator;

import java.util.Arrays;

/**
 * Remembers the beginnings of all prompts and replies since a model was loaded, to say what a cache without limits would have had of a prompt. No order in
 * which the same prompts are sent makes any cache of prefixes have more, all of them together: each different beginning has to be evaluated once, and without
 * limits it is evaluated only once. It is also the least upper bound: on one slot the prompts in the order of an alphabet reach it. Bounded: where more
 * than {@value #MOST} beginnings are different it does not know. Thread-safe.
 */
final class PrefixLedger {

    /** Beginnings that are remembered, 8 bytes each in a table that is half empty. */
    private static final int MOST = 1 << 19;

    private static final long SEED = 0x9E3779B97F4A7C15L;
    /** Tells the end of a reply from a beginning of the same tokens. */
    private static final int END_OF_REPLY = 0x5bd1e995;

    private long[] table = new long[1 << 10];
    private int size;
    private boolean full;

    /**
     * What is known of a prompt.
     *
     * @param shared how many of its first tokens stood at the beginning of something earlier; -1 when it cannot be told any more
     * @param continues true when it begins with an earlier prompt and the whole reply to it
     */
    record Known(int shared, boolean continues) {}

    synchronized Known known(TokenSequence tokens) {
        if (full) {
            return new Known(-1, false);
        }
        int shared = 0;
        boolean continues = false;
        long hash = SEED;
        for (int place = 0; place < tokens.size(); place++) {
            hash = next(hash, tokens.id(place));
            if (!has(hash)) {
                break;
            }
            shared++;
            continues |= has(next(hash, END_OF_REPLY));
        }
        return new Known(shared, continues);
    }

    private boolean has(long hash) {
        return table[slot(hash)] == hash;
    }

    synchronized void prompt(TokenSequence tokens) {
        add(tokens);
    }

    synchronized void reply(TokenSequence promptAndReply) {
        long end = add(promptAndReply);
        if (!full) {
            put(next(end, END_OF_REPLY));
        }
    }

    private long add(TokenSequence tokens) {
        long hash = SEED;
        for (int place = 0; place < tokens.size() && !full; place++) {
            hash = next(hash, tokens.id(place));
            put(hash);
        }
        return hash;
    }

    private void put(long hash) {
        int slot = slot(hash);
        if (table[slot] == hash) {
            return;
        }
        if (size == MOST) {
            full = true;
            table = new long[0];
            return;
        }
        table[slot] = hash;
        size++;
        if (2 * size > table.length) {
            long[] old = table;
            table = new long[2 * old.length];
            Arrays.stream(old).filter(each -> each != 0).forEach(each -> table[slot(each)] = each);
        }
    }

    /** Where a hash stands or would stand. */
    private int slot(long hash) {
        int slot = (int) (hash >>> 32) & (table.length - 1);
        while (table[slot] != 0 && table[slot] != hash) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    /** The finalizer of SplitMix64 over what came before and the next token; 0 marks an empty place. */
    private static long next(long before, int id) {
        long hash = (before ^ (id & 0xFFFFFFFFL)) + SEED;
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        hash ^= hash >>> 31;
        return hash == 0 ? 1 : hash;
    }
}
