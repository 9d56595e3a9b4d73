package dev.matrix.analysis;

import java.util.Locale;

/** What a comparison with baseline comes to. */
public enum Verdict {
    /** Better than baseline: the corrected test rejects equality and the interval beside it lies above 0. */
    HELPS,
    /** Worse than baseline, likewise. */
    HURTS,
    /** The difference, if there is any, is smaller than the smallest effect of interest: the corrected interval lies within it. */
    NO_DIFFERENCE,
    /** The items cannot tell. */
    UNDECIDED;

    /** The name in files: {@code no_difference}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True for helps and hurts: a difference is called. */
    public boolean isEffect() {
        return this == HELPS || this == HURTS;
    }
}
