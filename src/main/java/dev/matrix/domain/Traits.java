package dev.matrix.domain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How strong each trait of a personality is.
 *
 * @param values from 0 to 1; a trait that is not listed is neutral
 */
public record Traits(Map<Trait, Double> values) {

    /** The value at which a trait says nothing. */
    public static final double NEUTRAL = 0.5;

    public Traits {
        EnumMap<Trait, Double> copy = new EnumMap<>(Trait.class);
        copy.putAll(values);
        copy.forEach(Traits::requireShare);
        values = Collections.unmodifiableMap(copy);
    }

    /** The value of a trait, {@value #NEUTRAL} when it is not listed. */
    public double value(Trait trait) {
        return values.getOrDefault(trait, NEUTRAL);
    }

    private static void requireShare(Trait trait, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(trait.label() + " must be from 0 to 1, got " + value);
        }
    }
}
