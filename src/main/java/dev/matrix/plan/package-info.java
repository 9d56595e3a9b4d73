/**
 * What will be done, before anything is done: expansion of models, personalities, benchmarks and settings into ordered combinations, the identities of
 * trials, context sizes and estimates. It knows no server and no files.
 */
@NullMarked
package dev.matrix.plan;

import org.jspecify.annotations.NullMarked;
