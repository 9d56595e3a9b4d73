package dev.matrix.simulator;

/**
 * A deterministic stand-in for chance: a 64-bit hash of everything that was put in (FNV-1a over the characters, finished by the mixer of SplitMix64).
 * Immutable.
 */
record Chance(long state) {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    static Chance of(String purpose) {
        return new Chance(0).with(purpose);
    }

    Chance with(String text) {
        long hash = state ^ FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return new Chance(mix(hash + text.length()));
    }

    Chance with(long number) {
        return new Chance(mix(state + (number + 1) * GOLDEN));
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (mix(state) >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [-half, half). */
    double around(double half) {
        return (unit() * 2 - 1) * half;
    }

    /** Uniform in [0, bound). */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    private static long mix(long value) {
        long mixed = value + GOLDEN;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
