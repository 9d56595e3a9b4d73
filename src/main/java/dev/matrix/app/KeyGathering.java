package dev.matrix.app;

import dev.matrix.plan.CombinationFingerprint;
import java.util.Arrays;

/**
 * Gathers the keys of a combination's trials, in whatever order they come, into its fingerprint: nothing need be rendered for it. The keys themselves are
 * held only until all are there. Not thread-safe.
 */
final class KeyGathering {

    private static final String[] NONE = {};

    private final int slots;
    private final String scorerVersion;
    /** Of each key that came; a trial that is asked again by the same key changes nothing. */
    private int[] hashes = {};

    private String[] keys = NONE;
    private int gathered;
    private String fingerprint = "";

    KeyGathering(int slots, String scorerVersion) {
        this.slots = slots;
        this.scorerVersion = scorerVersion;
    }

    /** Takes the key of a trial; another one than before begins a new fingerprint. */
    void add(int slot, String key) {
        if (!fingerprint.isEmpty() && hashes[slot] == key.hashCode()) {
            return;
        }
        if (keys.length == 0) {
            keys = new String[slots];
            Arrays.fill(keys, "");
            hashes = new int[slots];
            gathered = 0;
            fingerprint = "";
        }
        gathered += keys[slot].isEmpty() ? 1 : 0;
        keys[slot] = key;
        hashes[slot] = key.hashCode();
        if (gathered == slots) {
            CombinationFingerprint print = new CombinationFingerprint(scorerVersion);
            Arrays.stream(keys).forEach(print::add);
            fingerprint = print.hex();
            keys = NONE;
        }
    }

    /** Empty while keys are missing. */
    String fingerprint() {
        return fingerprint;
    }
}
