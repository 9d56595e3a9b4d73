package dev.matrix.scoring;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number as it stands in a text.
 *
 * @param start index of its first character, sign and currency included
 * @param end index after its last character
 * @param value its value; null for digits that are no number: a date, a range, a time, a version, an ordinal, part of a name, over 40 digits
 */
record NumberToken(int start, int end, @Nullable BigDecimal value) {}
