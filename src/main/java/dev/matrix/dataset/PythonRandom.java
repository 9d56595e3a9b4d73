package dev.matrix.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Python's {@code random.Random(seed)} as far as {@code sample} needs it: the Mersenne Twister MT19937 (Matsumoto and Nishimura, ACM TOMACS 8, 1998, with
 * their init_by_array of 2002) and CPython's way from its words to a sample. Not thread-safe.
 */
final class PythonRandom {

    private static final int SIZE = 624;
    private static final int MIDDLE = 397;
    private static final int SMALL_SET = 21;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    /** @param seed from 0 to 2^32 - 1 */
    PythonRandom(long seed) {
        if (seed < 0 || seed > 0xFFFFFFFFL) {
            throw new IllegalArgumentException("a seed of Python's random numbers is from 0 to 2^32 - 1, got " + seed);
        }
        initByKey((int) seed);
    }

    private void initGenrand(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** init_by_array with one word. */
    private void initByKey(int key) {
        initGenrand(19650218);
        int i = 1;
        for (int k = 0; k < SIZE; k++) {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + key;
            i = following(i);
        }
        for (int k = 0; k < SIZE - 1; k++) {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
            i = following(i);
        }
        state[0] = 0x80000000;
    }

    private int following(int i) {
        if (i + 1 < SIZE) {
            return i + 1;
        }
        state[0] = state[SIZE - 1];
        return 1;
    }

    /** The next word, tempered. */
    int nextWord() {
        if (next >= SIZE) {
            twist();
        }
        int word = state[next++];
        word ^= word >>> 11;
        word ^= (word << 7) & 0x9d2c5680;
        word ^= (word << 15) & 0xefc60000;
        return word ^ (word >>> 18);
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int joined = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
            int mixed = state[(i + MIDDLE) % SIZE] ^ (joined >>> 1);
            state[i] = (joined & 1) == 0 ? mixed : mixed ^ 0x9908b0df;
        }
        next = 0;
    }

    private int below(int bound) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound);
        int value = nextWord() >>> (Integer.SIZE - bits);
        while (value >= bound) {
            value = nextWord() >>> (Integer.SIZE - bits);
        }
        return value;
    }

    /**
     * {@code sample(range(population), count)}.
     *
     * @throws IllegalArgumentException when there are not so many, as in Python
     */
    List<Integer> sample(int population, int count) {
        if (count < 0 || count > population) {
            throw new IllegalArgumentException("a sample of " + count + " is larger than the population " + population);
        }
        return population <= setSize(count) ? fromPool(population, count) : fromSet(population, count);
    }

    /** From this size on CPython remembers what it took instead of copying the population. */
    private static int setSize(int count) {
        if (count <= 5) {
            return SMALL_SET;
        }
        int power = (int) Math.ceil(Math.log(count * 3.0) / Math.log(4));
        return SMALL_SET + (int) Math.pow(4, power);
    }

    private List<Integer> fromPool(int population, int count) {
        int[] pool = new int[population];
        for (int i = 0; i < population; i++) {
            pool[i] = i;
        }
        List<Integer> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int place = below(population - i);
            taken.add(pool[place]);
            pool[place] = pool[population - i - 1];
        }
        return taken;
    }

    private List<Integer> fromSet(int population, int count) {
        Set<Integer> seen = new HashSet<>();
        List<Integer> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int place = below(population);
            while (!seen.add(place)) {
                place = below(population);
            }
            taken.add(place);
        }
        return taken;
    }
}
