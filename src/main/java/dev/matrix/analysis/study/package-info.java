/**
 * Statistics over several models: how the effect of personalities changes with size and family, what holds for all models, what carries over to another
 * model, and what of the multi-model plan's expectations stands. Pure functions over item-wise differences in memory. It reads no files, knows no run and
 * renders nothing but sentences.
 *
 * <p>Effects are shares in [-1, 1] unless a name says points.
 */
@NullMarked
package dev.matrix.analysis.study;

import org.jspecify.annotations.NullMarked;
