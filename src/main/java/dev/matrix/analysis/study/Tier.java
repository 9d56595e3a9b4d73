package dev.matrix.analysis.study;

import org.jspecify.annotations.Nullable;

/** The size classes of the multi-model plan, by nominal size; a size on an edge belongs to the smaller class. */
public enum Tier {
    /** At most 1b. */
    ULTRA_SMALL("up to 1b", 1e9),
    /** Over 1b, at most 4b. */
    SMALL("1b to 4b", 4e9),
    /** Over 4b, at most 8b. */
    MEDIUM("4b to 8b", 8e9),
    /** Over 8b. */
    LARGE("over 8b", Double.POSITIVE_INFINITY);

    private final String shown;
    private final double most;

    Tier(String shown, double most) {
        this.shown = shown;
        this.most = most;
    }

    /** For people. */
    public String shown() {
        return shown;
    }

    /** @param size nominal size in parameters; NaN gives null */
    public static @Nullable Tier of(double size) {
        for (Tier tier : values()) {
            if (size <= tier.most) {
                return tier;
            }
        }
        return null;
    }
}
