package dev.matrix.analysis.study;

import dev.matrix.analysis.Interval;

/**
 * What the multi-model plan expects of the gain by size ("&lt;1B models: 10-15 % ... 8B+ minimal"), read in points as its own +13.3 is. Its ranges touch at
 * 3b and 8b: a 3b model belongs to "1-3B", an 8b model to "8B+". "About 0" is read as under 2 points either way, where the range before it begins.
 */
public enum Band {
    /** Under 1b: 10 to 15 points. */
    UNDER_1B("<1B", new Interval(0.10, 0.15)),
    /** 1b to 3b, both ends included: 5 to 10 points. */
    FROM_1B_TO_3B("1-3B", new Interval(0.05, 0.10)),
    /** Over 3b, under 8b: 2 to 5 points. */
    OVER_3B_UNDER_8B("3-8B", new Interval(0.02, 0.05)),
    /** From 8b: about 0. */
    FROM_8B("8B+", new Interval(-0.02, 0.02));

    private final String shown;
    private final Interval expected;

    Band(String shown, Interval expected) {
        this.shown = shown;
        this.expected = expected;
    }

    /** The plan's own name of it. */
    public String shown() {
        return shown;
    }

    /** The expected gain as a share. */
    public Interval expected() {
        return expected;
    }

    /** True when a model of this nominal size, in parameters, belongs to it; false for NaN. */
    public boolean holds(double size) {
        return switch (this) {
            case UNDER_1B -> size < 1e9;
            case FROM_1B_TO_3B -> size >= 1e9 && size <= 3e9;
            case OVER_3B_UNDER_8B -> size > 3e9 && size < 8e9;
            case FROM_8B -> size >= 8e9;
        };
    }
}
