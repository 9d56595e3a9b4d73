package dev.matrix.scoring;

import org.jspecify.annotations.Nullable;

/**
 * What was read from a reply's text.
 *
 * @param strict the answer in the asked format; null when the reply is not in it
 * @param strictRight whether that answer is right
 * @param lenient the answer by any of the known ways to give one; null when there is none
 * @param lenientRight whether that answer is right
 */
record Reading(
        @Nullable String strict,
        boolean strictRight,
        @Nullable String lenient,
        boolean lenientRight) {}
