package dev.matrix.analysis.published;

import org.jspecify.annotations.Nullable;

/**
 * A claim beside what its tables give.
 *
 * @param study name of the study
 * @param id of the claim
 * @param says what is claimed
 * @param claimed as printed
 * @param recomputed from the tables
 * @param value the same as a number in the claim's unit; null where it is no figure
 * @param verdict what is left of it
 * @param why what the recomputed figure rests on; empty where it speaks for itself
 */
public record CheckedClaim(
        String study,
        String id,
        String says,
        String claimed,
        String recomputed,
        @Nullable Double value,
        ClaimVerdict verdict,
        String why) {}
