/**
 * Recomputes what others published: each claim is computed again from the tables beside it and judged. Pure functions over the tables; it knows nothing of runs,
 * files and rendering.
 */
@NullMarked
package dev.matrix.analysis.published;

import org.jspecify.annotations.NullMarked;
