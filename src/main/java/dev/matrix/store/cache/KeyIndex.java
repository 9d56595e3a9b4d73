package dev.matrix.store.cache;

import java.util.Arrays;

/**
 * Where entries stand, by the first 64 bits of their keys: 16 bytes a place and at most half of the places taken, so that a million entries take 32 MB. Two
 * keys with the same 64 bits are told apart by whoever reads the entry. A hash table with linear probing (D. Knuth, The Art of Computer Programming 3, 6.4).
 * Not thread-safe.
 */
final class KeyIndex {

    /** A key in hex. */
    static final int KEY_LENGTH = 64;

    private static final int FIRST_PLACES = 1 << 10;
    private static final int HASH_DIGITS = 16;
    private static final int HEX = 16;
    private static final long NOTHING = -1;
    private static final int OFFSET_BITS = 44;

    private long[] hashes = new long[FIRST_PLACES];
    private long[] locations = empty(FIRST_PLACES);
    private int size;

    private static long[] empty(int places) {
        long[] locations = new long[places];
        Arrays.fill(locations, NOTHING);
        return locations;
    }

    /** The 64 bits of a key; empty content that is no key gives -1, as any bad digit does. */
    static long hash(byte[] bytes, int start) {
        long hash = 0;
        for (int i = 0; i < HASH_DIGITS; i++) {
            hash = hash << 4 | Character.digit(bytes[start + i], HEX);
        }
        return hash;
    }

    static long hash(String key) {
        return Long.parseUnsignedLong(key, 0, HASH_DIGITS, HEX);
    }

    /** Puts an entry; an earlier one of the same key is replaced. */
    void put(long hash, int segment, long offset) {
        if (2 * (size + 1) > hashes.length) {
            grow();
        }
        int place = place(hash);
        size += locations[place] == NOTHING ? 1 : 0;
        hashes[place] = hash;
        locations[place] = (long) segment << OFFSET_BITS | offset;
    }

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldLocations = locations;
        hashes = new long[Math.multiplyExact(2, oldHashes.length)];
        locations = empty(hashes.length);
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldLocations[i] != NOTHING) {
                int place = place(oldHashes[i]);
                hashes[place] = oldHashes[i];
                locations[place] = oldLocations[i];
            }
        }
    }

    private int place(long hash) {
        int mask = hashes.length - 1;
        int place = (int) (hash ^ hash >>> 32) & mask;
        while (locations[place] != NOTHING && hashes[place] != hash) {
            place = (place + 1) & mask;
        }
        return place;
    }

    boolean contains(long hash) {
        return locations[place(hash)] != NOTHING;
    }

    /** The number of the file that holds the entry; only where {@link #contains} is true. */
    int segment(long hash) {
        return (int) (locations[place(hash)] >>> OFFSET_BITS);
    }

    /** Where the entry begins in its file; only where {@link #contains} is true. */
    long offset(long hash) {
        return locations[place(hash)] & ((1L << OFFSET_BITS) - 1);
    }

    int size() {
        return size;
    }
}
