package dev.matrix.analysis.study;

import org.jspecify.annotations.Nullable;

/**
 * A model of a study.
 *
 * @param name its full name
 * @param nominalSize what people call its size, in parameters; null when nobody tells
 * @param parameterCount the measured count; null when the server does not tell
 * @param family who makes it, e.g. {@code Meta}
 * @param domain what it was made for; null when it is for everything
 */
public record StudiedModel(
        String name,
        @Nullable Double nominalSize,
        @Nullable Long parameterCount,
        String family,
        @Nullable Domain domain) {

    /** Parameters for the scaling curve: measured, else nominal; NaN when unknown. */
    public double parameters() {
        if (parameterCount != null) {
            return parameterCount;
        }
        return nominalSize == null ? Double.NaN : nominalSize;
    }

    /** The size for tiers and bands: nominal, else measured; NaN when unknown. */
    public double size() {
        return nominalSize == null ? parameters() : nominalSize;
    }
}
