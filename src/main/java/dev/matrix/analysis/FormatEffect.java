package dev.matrix.analysis;

import org.jspecify.annotations.Nullable;

/**
 * Tells a personality that changes what is known from one that changes how replies begin: when the letters together get less than half of the probability
 * that they get under baseline, a lower score may be an effect of format.
 */
public final class FormatEffect {

    private static final double SHARE = 0.5;

    private FormatEffect() {}

    /**
     * True when the cell must be flagged.
     *
     * @param letterMass the cell's mean letter mass; null when it has none
     * @param baseline baseline's for the same model and benchmark; null when it has none
     */
    public static boolean isFlagged(@Nullable Double letterMass, @Nullable Double baseline) {
        return letterMass != null && baseline != null && letterMass < SHARE * baseline;
    }
}
