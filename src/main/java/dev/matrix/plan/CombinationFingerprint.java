package dev.matrix.plan;

import dev.matrix.domain.Fingerprint;

/**
 * The identity of a complete combination: a SHA-256 over its trial keys in plan order (item by item, repeats together) and the version of the scorer. Two
 * invocations that agree on it have the same score. Not thread-safe; one use.
 */
public final class CombinationFingerprint {

    private final Fingerprint print = new Fingerprint();

    /**
     * An identity without trials yet.
     *
     * @param scorerVersion changes when the same replies would be scored differently
     */
    public CombinationFingerprint(String scorerVersion) {
        print.add(scorerVersion);
    }

    /** Adds the next trial's key. */
    public CombinationFingerprint add(String trialKey) {
        print.add(trialKey);
        return this;
    }

    /** The fingerprint in lower-case hex; ends the use of this object. */
    public String hex() {
        return print.hex();
    }
}
